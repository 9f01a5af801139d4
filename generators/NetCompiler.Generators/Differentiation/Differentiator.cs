using System.Collections.Immutable;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Differentiation;

/// <summary>Reverse-mode differentiation of a graph: appends, for every operation from last to first, the operations of its adjoint.</summary>
/// <remarks>Only values that depend on a parameter get an adjoint, so the gradient of the network's input is never computed.</remarks>
internal sealed class Differentiator
{
    private readonly GraphBuilder _builder = new() { Phase = Phase.Backward };
    private readonly Dictionary<Value, Value> _adjoints = [];
    private readonly Dictionary<Value, Value> _finalAdjoints = [];
    private readonly Dictionary<Value, Value?> _outsideAdjoints = [];
    private readonly HashSet<Value> _dependent = [];
    private readonly HashSet<Value> _carried = [];

    /// <summary>Extends a graph with a loss by the gradient of every parameter.</summary>
    public static ComputeGraph Differentiate(ComputeGraph graph) => Differentiate(graph, out _);

    /// <summary>Extends a graph with a loss by the gradient of every parameter.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="adjoints">Receives the gradients of all other values that have one.</param>
    public static ComputeGraph Differentiate(ComputeGraph graph, out Adjoints adjoints)
    {
        var differentiator = new Differentiator();
        ComputeGraph differentiated = differentiator.Run(graph);
        adjoints = new Adjoints(differentiator._adjoints, differentiator._outsideAdjoints);
        return differentiated;
    }

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

    /// <summary>Adds to the adjoint of what a scan gives after its last step, besides that of all steps.</summary>
    /// <returns>False when the value is not handed on by a scan.</returns>
    public bool TryAccumulateFinal(Value value, Value adjoint)
    {
        if (!_carried.Contains(value))
            return false;
        _finalAdjoints[value] = _finalAdjoints.TryGetValue(value, out Value? sum)
            ? _builder.Map($"d{value.Name}", Expressions.Argument(0) + Expressions.Argument(1), preservesSign: false, sum, adjoint)
            : adjoint;
        return true;
    }

    /// <summary>The adjoint of what a scan gives after its last step, or null.</summary>
    public Value? FinalAdjoint(Value value) => _finalAdjoints.TryGetValue(value, out Value? adjoint) ? adjoint : null;

    /// <summary>Remembers the adjoint of what a scan hands on, as it is before those of the scan's own steps are added.</summary>
    public void KeepOutside(Value value)
    {
        Value? last = FinalAdjoint(value);
        if (last is not null && _adjoints.TryGetValue(value, out Value? adjoint))
        {
            // Nobody reads the sum but a measurement.
            Value placed = value.Like($"d{value.Name}");
            _builder.Append(new PlaceLast(last, placed));
            _outsideAdjoints[value] = _builder.Map($"d{value.Name}", Expressions.Argument(0) + Expressions.Argument(1), preservesSign: false, adjoint, placed);
        }
        else
        {
            _outsideAdjoints[value] = _adjoints.TryGetValue(value, out adjoint) ? adjoint : last;
        }
    }

    /// <summary>Appends the adjoints of operations, from last to first.</summary>
    public void AppendAdjoints(ImmutableArray<Operation> operations)
    {
        foreach (Operation operation in operations.Reverse())
        {
            _builder.Layer = operation.Layer;
            if (operation is Scan scan)
                ScanAdjoint.Append(this, scan);
            else if (operation.Outputs.Any(IsDependent) && operation.Outputs.FirstOrDefault(_adjoints.ContainsKey) is { } output)
                AdjointRules.Append(this, operation, _adjoints[output]);
        }
    }

    /// <summary>Whether anything depends on this value.</summary>
    public bool HasAdjoint(Value value) => _adjoints.ContainsKey(value);

    private ComputeGraph Run(ComputeGraph graph)
    {
        foreach (Operation operation in graph.Operations)
            MarkDependent(operation);

        // The loss is a mean over the batch, and of a sequence over the steps as well.
        _adjoints[graph.Loss!] = GraphBuilder.LossScaleFor(graph.Output);
        AppendAdjoints(graph.Operations);
        return graph with
        {
            Operations = [.. graph.Operations.Where(operation => operation.Phase != Phase.Update), .. _builder.Operations, .. graph.Operations.Where(operation => operation.Phase == Phase.Update)],
            ParameterGradients = _adjoints.Where(pair => pair.Key.Kind == ValueKind.Parameter).ToImmutableDictionary(pair => pair.Key, pair => pair.Value),
        };
    }

    private void MarkDependent(Operation operation)
    {
        if (operation is Scan scan)
            MarkDependent(scan);
        else if (operation is not Reduce { Detached: true } && operation.Inputs.Any(IsDependent))
            _dependent.UnionWith(operation.Outputs);
    }

    /// <summary>What one step hands to the next makes that depend on it as well.</summary>
    private void MarkDependent(Scan scan)
    {
        _carried.UnionWith(scan.Carries.Select(carry => carry.After));
        int before;
        do
        {
            before = _dependent.Count;
            _dependent.UnionWith(scan.Carries.Where(carry => IsDependent(carry.After) || (carry.Initial is { } initial && IsDependent(initial))).Select(carry => carry.Before));
            foreach (Operation operation in scan.Body)
                MarkDependent(operation);
        }
        while (_dependent.Count > before);
    }
}
