using System.Collections.Immutable;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Differentiation;

/// <summary>Reverse-mode differentiation of a graph: appends, for every operation from last to first, the operations of its adjoint.</summary>
/// <remarks>Only values that depend on a parameter get an adjoint, so the gradient of the network's input is never computed.</remarks>
internal sealed class Differentiator
{
    private readonly GraphBuilder _builder = new() { Phase = Phase.Backward };
    private readonly Dictionary<Value, Value> _adjoints = [];
    private readonly HashSet<Value> _dependent = [];

    /// <summary>The scalar 1 / batch, the adjoint of the summed loss.</summary>
    public Value Seed { get; } = new(ValueKind.BatchReciprocal, "1/batch", perExample: false, 1);

    /// <summary>Extends a graph with a loss by the gradient of every parameter.</summary>
    public static ComputeGraph Differentiate(ComputeGraph graph) => new Differentiator().Run(graph);

    /// <summary>Whether the gradient of this value is wanted.</summary>
    public bool IsDependent(Value value) => value.Kind == ValueKind.Parameter || _dependent.Contains(value);

    /// <summary>The builder that adjoint rules append to.</summary>
    public GraphBuilder Builder => _builder;

    /// <summary>Adds to the adjoint of a value; several uses of a value sum up.</summary>
    public void Accumulate(Value value, Value adjoint)
    {
        _adjoints[value] = _adjoints.TryGetValue(value, out Value? sum)
            ? _builder.Map($"d{value.Name}", Expressions.Argument(0) + Expressions.Argument(1), preservesSign: false, sum, adjoint)
            : adjoint;
    }

    /// <summary>The adjoint of a value; zeros when nothing depends on it.</summary>
    public Value AdjointOrZero(Value value) =>
        _adjoints.TryGetValue(value, out Value? adjoint) ? adjoint : _builder.Map($"d{value.Name}", 0.0 * Expressions.Argument(0), preservesSign: false, value);

    private ComputeGraph Run(ComputeGraph graph)
    {
        foreach (Operation operation in graph.Operations)
        {
            bool detached = operation is Reduce { Detached: true };
            if (!detached && operation.Inputs.Any(IsDependent))
                _dependent.UnionWith(operation.Outputs);
        }

        _adjoints[graph.Loss!] = Seed;
        foreach (Operation operation in graph.Operations.Reverse())
        {
            if (!operation.Outputs.Any(IsDependent) || operation.Outputs.FirstOrDefault(_adjoints.ContainsKey) is not { } output)
                continue;
            _builder.Layer = operation.Layer;
            AdjointRules.Append(this, operation, _adjoints[output]);
        }

        return graph with
        {
            Operations = [.. graph.Operations.Where(operation => operation.Phase != Phase.Update), .. _builder.Operations, .. graph.Operations.Where(operation => operation.Phase == Phase.Update)],
            ParameterGradients = _adjoints.Where(pair => pair.Key.Kind == ValueKind.Parameter).ToImmutableDictionary(pair => pair.Key, pair => pair.Value),
        };
    }
}
