using System.Numerics;

namespace NetCompiler.Interpreter;

/// <summary>Layers that draw random numbers in training.</summary>
internal static class RandomLayers<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public static Dictionary<string, LayerFunction<T>> Family => new() { ["Dropout"] = Dropout };

    // y = x·m, with m 0 or 1/(1 - p).
    private static Variable<T> Dropout(Variable<T> x, LayerCall<T> layer)
    {
        double probability = layer.Option("probability", 0.5);
        if (layer.Draws is not { } draws || probability == 0.0)
            return x;
        int batch = x.Shape[0], channels = x.Shape[1], positions = Shapes.Length(x.Shape[2..]);
        bool[] kept = draws.Kept(layer.Definition.Path, probability, batch, x.Length / batch);
        var mask = new T[x.Length];
        for (int i = 0; i < mask.Length; i++)
        {
            // Elements are drawn channels last, and lie channels first.
            int example = ByStep(i / (channels * positions), batch, layer.Steps), channel = i / positions % channels, position = i % positions;
            mask[i] = kept[(((example * positions) + position) * channels) + channel] ? T.CreateTruncating(1.0 / (1.0 - probability)) : T.Zero;
        }

        return x * x.Tape.Constant(mask, [batch, .. x.Shape[1..]]);
    }

    // Steps of sequences are drawn step by step, and lie example by example.
    private static int ByStep(int row, int rows, int steps) => ((row % steps) * (rows / steps)) + (row / steps);
}
