using System.Numerics;

namespace NetCompiler.Interpreter;

/// <summary>Runs layers on sequences, <c>[batch, time, features]</c>.</summary>
internal static class SequenceRun<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Runs a layer: one that knows nothing of time sees every step as an example of its own.</summary>
    public static Variable<T> Run(Variable<T> x, LayerCall<T> layer)
    {
        LayerFunction<T> function = LayerRegistry<T>.Layers[layer.Definition.Kind];
        if (SequenceLayers<T>.Family.ContainsKey(layer.Definition.Kind) || RecurrentLayers<T>.Family.ContainsKey(layer.Definition.Kind)
            || AttentionLayers<T>.Family.ContainsKey(layer.Definition.Kind))
            return function(x, layer);
        int batch = x.Shape[0], steps = x.Shape[1];
        bool isSequence = true;
        Variable<T> y = function(
            x.Reshape(batch * steps, x.Shape[2]),
            layer with
            {
                Steps = steps,
                IsOfSequence = true,
                Branch = (branch, input) => Together(layer.Branch(branch, input.Reshape(batch, steps, input.Shape[1]))),
            });
        return isSequence ? y.Reshape(batch, steps, y.Shape[1]) : y;

        // Branches may end in a single step, all of them or none.
        Variable<T> Together(Variable<T> branch)
        {
            isSequence = branch.Shape.Length == 3;
            return isSequence ? branch.Reshape(batch * steps, branch.Shape[2]) : branch;
        }
    }
}
