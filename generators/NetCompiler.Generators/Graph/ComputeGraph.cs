using System.Collections.Immutable;
using System.Text;

namespace NetCompiler.Generators.Graph;

/// <summary>Operations in execution order, and which values are wanted in the end.</summary>
internal sealed record ComputeGraph(
    ImmutableArray<Operation> Operations,
    Value Input,
    Value Output,
    Value? Target,
    Value? Loss,
    ImmutableDictionary<Value, Value> ParameterGradients)
{
    /// <summary>The values that must exist after the last operation.</summary>
    public IEnumerable<Value> Results => Loss is null ? [Output] : ParameterGradients.IsEmpty ? [Loss] : [Loss, .. ParameterGradients.Values];

    /// <summary>Whether anything random is drawn.</summary>
    public bool IsRandom => Operations.Any(operation => operation.Inputs.Any(input => input.Kind == ValueKind.Mask));

    /// <summary>One line per operation, for people and tests.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (Operation operation in Operations)
        {
            text.Append($"{operation.Phase,-8} {operation.Layer,-20} {operation.GetType().Name}: ")
                .Append(string.Join(", ", operation.Inputs)).Append(" -> ").Append(string.Join(", ", operation.Outputs)).Append('\n');
        }

        return text.ToString();
    }
}
