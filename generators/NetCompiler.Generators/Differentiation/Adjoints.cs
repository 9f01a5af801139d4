using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Differentiation;

/// <summary>The gradients of the values of a graph.</summary>
/// <param name="all">Those of all values. Of a state that goes from step to step it is what all later steps and all other readers give.</param>
/// <param name="outside">For these states what other readers give alone, if anything: where only the last step is read, the gradient of that.</param>
internal sealed class Adjoints(IReadOnlyDictionary<Value, Value> all, IReadOnlyDictionary<Value, Value?> outside)
{
    /// <summary>The values that have one, each with its own.</summary>
    public IEnumerable<KeyValuePair<Value, Value>> All => all;

    /// <summary>The gradient with respect to the output of a layer, or null.</summary>
    public Value? OfOutput(Value value) => outside.TryGetValue(value, out Value? adjoint) || all.TryGetValue(value, out adjoint) ? adjoint : null;

    /// <summary>The gradient with respect to a state, or null.</summary>
    public Value? OfState(Value value) => all.TryGetValue(value, out Value? adjoint) ? adjoint : null;
}
