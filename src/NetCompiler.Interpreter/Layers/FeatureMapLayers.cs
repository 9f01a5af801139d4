using System.Numerics;

namespace NetCompiler.Interpreter;

/// <summary>Layers over feature maps <c>[batch, channels, height, width]</c> and over lines <c>[batch, channels, length]</c>, which are maps of one row.</summary>
internal static class FeatureMapLayers<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public static Dictionary<string, LayerFunction<T>> Family => new()
    {
        ["Conv2D"] = Convolution,
        ["Conv1D"] = Convolution,
        ["MaxPool"] = (x, layer) => OverMaps(x, layer, (maps, height, width) => maps.MaxPool(Window(layer), height, width)),
        ["AveragePool"] = (x, layer) => OverMaps(x, layer, (maps, height, width) => maps.AveragePool(Window(layer), layer.Option("countIncludePad", 1.0) != 0.0, height, width)),
        ["GlobalAveragePool"] = (x, _) => x.Reshape(x.Shape[0], x.Shape[1], Shapes.Length(x.Shape[2..])).Mean(2),
        ["Upsample"] = Upsample,
        ["Flatten"] = Reshape,
        ["Reshape"] = Reshape,
    };

    // y[n] = b[n] + Σ W[tap, c, n]·x[c] at every tap of the window
    private static Variable<T> Convolution(Variable<T> x, LayerCall<T> layer)
    {
        int outputs = layer.Definition.OutputShape[0], groups = (int)layer.Option("groups", 1.0), inputs = x.Shape[1] / groups;
        (Variable<T> weight, Variable<T>? bias) = DenseLayers<T>.Weights(layer);
        weight = weight.Reshape(weight.Length / (inputs * outputs), inputs, outputs);
        return OverMaps(x, layer, (maps, height, width) =>
        {
            Variable<T> sums = maps.Convolve(weight, Window(layer), groups, height, width);
            return bias is null ? sums : sums + bias.Reshape(outputs, 1, 1);
        });
    }

    private static Variable<T> Upsample(Variable<T> x, LayerCall<T> layer)
    {
        int factor = (int)layer.Option("factor", 1.0);
        int vertically = x.Shape.Length == 3 ? 1 : factor;
        bool isBilinear = layer.Option("mode", 0.0) == (double)UpsampleMode.Bilinear;
        return OverMaps(x, layer, (maps, _, _) => isBilinear ? maps.Interpolate(vertically, factor) : maps.Repeat(vertically, factor));
    }

    private static Variable<T> Reshape(Variable<T> x, LayerCall<T> layer) => x.Reshape([x.Shape[0], .. layer.Definition.OutputShape]);

    private static WindowShape Window(LayerCall<T> layer)
    {
        return new(Option("kernelHeight", 1), Option("kernelWidth", 1))
        {
            StrideHeight = Option("strideHeight", 1),
            StrideWidth = Option("strideWidth", 1),
            Dilation = Option("dilation", 1),
            Top = Option("paddingTop", 0),
            Left = Option("paddingLeft", 0),
        };

        int Option(string name, int otherwise) => (int)layer.Option(name, otherwise);
    }

    // A line is a map of one row, before and after.
    private static Variable<T> OverMaps(Variable<T> x, LayerCall<T> layer, Func<Variable<T>, int, int, Variable<T>> function)
    {
        int[] output = [.. layer.Definition.OutputShape];
        Variable<T> maps = x.Shape.Length == 3 ? x.Reshape(x.Shape[0], x.Shape[1], 1, x.Shape[2]) : x;
        return function(maps, output.Length == 2 ? 1 : output[1], output[^1]).Reshape([x.Shape[0], .. output]);
    }
}
