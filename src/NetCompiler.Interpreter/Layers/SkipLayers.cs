using System.Numerics;

namespace NetCompiler.Interpreter;

/// <summary>Layers with more than one path from input to output.</summary>
internal static class SkipLayers<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public static Dictionary<string, LayerFunction<T>> Family => new()
    {
        ["Residual"] = Residual,
        ["Highway"] = Highway,
        ["Gated"] = (x, layer) => layer.Branch(0, x) is var branch ? branch * layer.Branch(1, x).Reshape(branch.Shape.ToArray()) : x,
        ["Glu"] = Glu,
        ["DenselyConnected"] = DenselyConnected,
        ["Parallel"] = Parallel,
    };

    // y = φ(scale·(shortcut(x) + α·s·m·F(x))), with a learned s of one element or one for every feature, and in training a drawn m for every example.
    private static Variable<T> Residual(Variable<T> x, LayerCall<T> layer)
    {
        Variable<T> branch = layer.Option("branchScale", 1.0) * layer.Branch(0, x);
        if (layer.Parameters.Count > 0)
            branch = branch * PerFeature(layer.Parameters[0], branch);
        double probability = layer.Option("stochasticDepth", 0.0);
        if (layer.Draws is { } draws && probability > 0.0)
        {
            int batch = branch.Shape[0];
            T[] mask = [.. draws.Kept(layer.Definition.Path, probability, batch, 1).Select(kept => kept ? T.CreateTruncating(1.0 / (1.0 - probability)) : T.Zero)];
            branch = branch * branch.Tape.Constant(mask, [batch, .. Enumerable.Repeat(1, branch.Shape.Length - 1)]);
        }

        Variable<T> shortcut = layer.Definition.Branches.Length > 1 ? layer.Branch(1, x).Reshape(branch.Shape.ToArray()) : x;
        return Activate(layer.Option("scale", 1.0) * (shortcut + branch), layer);
    }

    // y = T·H(x) + (1 - T)·x
    private static Variable<T> Highway(Variable<T> x, LayerCall<T> layer)
    {
        Variable<T> gate = layer.Branch(1, x);
        return (gate * layer.Branch(0, x)) + ((1.0 - gate) * x);
    }

    private static Variable<T> Glu(Variable<T> x, LayerCall<T> layer)
    {
        int half = x.Shape[1] / 2;
        return x.Features(0, half) * Activate(x.Features(half, half), layer);
    }

    private static Variable<T> DenselyConnected(Variable<T> x, LayerCall<T> layer)
    {
        for (int i = 0; i < layer.Definition.Branches.Length; i++)
            x = x.Concatenate(layer.Branch(i, x));
        return x;
    }

    private static Variable<T> Parallel(Variable<T> x, LayerCall<T> layer)
    {
        Variable<T> merged = layer.Branch(0, x);
        for (int i = 1; i < layer.Definition.Branches.Length; i++)
        {
            Variable<T> next = layer.Branch(i, x);
            merged = (Merge)layer.Option("merge", 0.0) switch
            {
                Merge.Concat => merged.Concatenate(next),
                Merge.Multiply => merged * next,
                _ => merged + next,
            };
        }

        return merged;
    }

    // A factor for every feature of [batch, features, ...].
    private static Variable<T> PerFeature(Variable<T> factors, Variable<T> x)
    {
        if (factors.Length == 1)
            return factors;
        int[] shape = [.. Enumerable.Repeat(1, x.Shape.Length - 1)];
        shape[0] = x.Shape[1];
        return factors.Reshape(shape);
    }

    private static Variable<T> Activate(Variable<T> x, LayerCall<T> layer)
    {
        string kind = ((Activation)layer.Option("activation", 0.0)).ToString();
        return LayerRegistry<T>.Layers[kind](x, layer with { Definition = layer.Definition with { Options = layer.Definition.Options.Clear() } });
    }
}
