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
    /// <summary>New values of parameters that are not learned but kept up to date, such as running statistics.</summary>
    public ImmutableDictionary<Value, Value> StateUpdates { get; init; } = ImmutableDictionary<Value, Value>.Empty;

    /// <summary>What a decoder reads, in the caller's memory; null for a network without one.</summary>
    public Value? DecoderInput { get; init; }

    /// <summary>Values that lie inside others instead of having memory of their own.</summary>
    public ImmutableDictionary<Value, View> Views { get; init; } = ImmutableDictionary<Value, View>.Empty;

    /// <summary>For the body of a scan: what is read outside of it or in the next step; else null.</summary>
    public ImmutableHashSet<Value>? ReadOutside { get; init; }

    /// <summary>The values that must exist after the last operation.</summary>
    public IEnumerable<Value> Results => ReadOutside ?? (IEnumerable<Value>)[Loss ?? Output, .. ParameterGradients.Values, .. StateUpdates.Values];

    /// <summary>All operations, those inside scans included.</summary>
    public IEnumerable<Operation> AllOperations => Operations.SelectMany(operation => operation is Scan scan ? scan.Body : [operation]);

    /// <summary>Whether an example's result depends on other examples: then something is computed from a sum over the batch.</summary>
    public bool CouplesRows
    {
        get
        {
            HashSet<Value> sums = [.. AllOperations.OfType<Reduce>().Where(reduce => reduce.Axis != Axis.Features && reduce.Phase != Phase.Loss).Select(reduce => reduce.Result)];
            return AllOperations.Any(operation => operation.Inputs.Any(sums.Contains));
        }
    }

    /// <summary>Whether anything random is drawn.</summary>
    public bool IsRandom => Operations.Any(operation => operation.Inputs.Any(input => input.Kind == ValueKind.Mask));

    /// <summary>One line per operation, for people and tests.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (Operation operation in AllOperations)
        {
            text.Append($"{operation.Phase,-8} {operation.Layer,-20} {operation.GetType().Name}: ")
                .Append(string.Join(", ", operation.Inputs)).Append(" -> ").Append(string.Join(", ", operation.Outputs)).Append('\n');
        }

        return text.ToString();
    }
}
