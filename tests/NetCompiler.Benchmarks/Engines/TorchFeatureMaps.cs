using TorchSharp;
using static TorchSharp.torch;

namespace NetCompiler.Benchmarks.Engines;

/// <summary>The TorchSharp modules of layers over feature maps.</summary>
public static class TorchFeatureMaps
{
    public static nn.Module<Tensor, Tensor> Convolution2D(LayerDefinition layer, TorchNetwork network)
    {
        ParameterInfo weight = layer.Parameters[0];
        TorchSharp.Modules.Conv2d convolution = nn.Conv2d(
            layer.InputShape[0], layer.OutputShape[0], (Option(layer, "kernelHeight"), Option(layer, "kernelWidth")), (Option(layer, "strideHeight"), Option(layer, "strideWidth")),
            Padding(layer), (Option(layer, "dilation"), Option(layer, "dilation")), groups: Option(layer, "groups"), bias: layer.Parameters.Length > 1);
        // Ours is [height, width, in, out]; TorchSharp keeps [out, in, height, width].
        network.Copy(weight, convolution.weight, values => values.permute(3, 2, 0, 1));
        if (layer.Parameters.Length > 1)
            network.Copy(layer.Parameters[1], convolution.bias);
        return convolution;
    }

    public static nn.Module<Tensor, Tensor> Convolution1D(LayerDefinition layer, TorchNetwork network)
    {
        TorchSharp.Modules.Conv1d convolution = nn.Conv1d(
            layer.InputShape[0], layer.OutputShape[0], Option(layer, "kernelWidth"), Option(layer, "strideWidth"), Padding(layer).Horizontal, Option(layer, "dilation"),
            groups: Option(layer, "groups"), bias: layer.Parameters.Length > 1);
        network.Copy(layer.Parameters[0], convolution.weight, values => values.permute(2, 1, 0));
        if (layer.Parameters.Length > 1)
            network.Copy(layer.Parameters[1], convolution.bias);
        return convolution;
    }

    public static nn.Module<Tensor, Tensor> MaxPool(LayerDefinition layer, TorchNetwork network) =>
        nn.MaxPool2d((Option(layer, "kernelHeight"), Option(layer, "kernelWidth")), (Option(layer, "strideHeight"), Option(layer, "strideWidth")), Padding(layer));

    public static nn.Module<Tensor, Tensor> AveragePool(LayerDefinition layer, TorchNetwork network) =>
        nn.AvgPool2d(
            (Option(layer, "kernelHeight"), Option(layer, "kernelWidth")), (Option(layer, "strideHeight"), Option(layer, "strideWidth")), Padding(layer),
            count_include_pad: layer.Options["countIncludePad"] != 0);

    public static nn.Module<Tensor, Tensor> Upsample(LayerDefinition layer, TorchNetwork network)
    {
        bool isLine = layer.InputShape.Length == 2, isBilinear = layer.Options.GetValueOrDefault("mode") == (double)UpsampleMode.Bilinear;
        return nn.Upsample(
            scale_factor: [.. Enumerable.Repeat(layer.Options["factor"], isLine ? 1 : 2)],
            mode: !isBilinear ? torch.UpsampleMode.Nearest : isLine ? torch.UpsampleMode.Linear : torch.UpsampleMode.Bilinear);
    }

    private static long Option(LayerDefinition layer, string name) => (long)layer.Options[name];

    /// <summary>Padding of both sides, which TorchSharp's modules have in common.</summary>
    private static (long Vertical, long Horizontal) Padding(LayerDefinition layer)
    {
        bool isLine = layer.InputShape.Length == 2;
        long vertical = Option(layer, "paddingTop"), horizontal = Option(layer, "paddingLeft");
        if ((!isLine && !IsSymmetric(layer, 1, "Height", vertical)) || !IsSymmetric(layer, layer.InputShape.Length - 1, "Width", horizontal))
            throw new NotSupportedException($"{layer.Path}: padding that differs between the sides is not built.");
        return (vertical, horizontal);
    }

    private static bool IsSymmetric(LayerDefinition layer, int dimension, string name, long before)
    {
        long extent = ((Option(layer, $"kernel{name}") - 1) * Option(layer, "dilation")) + 1;
        return ((layer.InputShape[dimension] + (2 * before) - extent) / Option(layer, $"stride{name}")) + 1 == layer.OutputShape[dimension];
    }
}
