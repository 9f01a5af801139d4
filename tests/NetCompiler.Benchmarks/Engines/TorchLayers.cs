using TorchSharp;
using static TorchSharp.torch;

namespace NetCompiler.Benchmarks.Engines;

/// <summary>The TorchSharp module of each kind of layer.</summary>
public static class TorchLayers
{
    /// <summary>Makes a module by the layer's kind, with the layer's parameters copied in.</summary>
    public static IReadOnlyDictionary<string, Func<LayerDefinition, TorchNetwork, nn.Module<Tensor, Tensor>>> All { get; } =
        new Dictionary<string, Func<LayerDefinition, TorchNetwork, nn.Module<Tensor, Tensor>>>
        {
            ["Dense"] = Dense,
            ["Identity"] = (_, _) => nn.Identity(),
            ["Relu"] = (_, _) => nn.ReLU(),
            ["Tanh"] = (_, _) => nn.Tanh(),
            ["Sigmoid"] = (_, _) => nn.Sigmoid(),
            ["Gelu"] = (_, _) => nn.GELU(),
            ["Silu"] = (_, _) => nn.SiLU(),
            ["Elu"] = (_, _) => nn.ELU(),
            ["BatchNorm"] = BatchNorm,
            ["LayerNorm"] = LayerNorm,
            ["RmsNorm"] = (layer, network) => new TorchRmsNorm(layer, network),
            ["GroupNorm"] = GroupNorm,
            ["InstanceNorm"] = InstanceNorm,
            ["Conv2D"] = TorchFeatureMaps.Convolution2D,
            ["Conv1D"] = TorchFeatureMaps.Convolution1D,
            ["MaxPool"] = TorchFeatureMaps.MaxPool,
            ["AveragePool"] = TorchFeatureMaps.AveragePool,
            ["GlobalAveragePool"] = (_, _) => nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten()),
            ["Flatten"] = (_, _) => nn.Flatten(),
            ["Reshape"] = (layer, _) => new TorchReshape([.. layer.OutputShape]),
            ["Upsample"] = TorchFeatureMaps.Upsample,
            ["Rnn"] = (layer, network) => new TorchRecurrent(layer, network),
            ["Lstm"] = (layer, network) => new TorchRecurrent(layer, network),
            ["Gru"] = (layer, network) => new TorchRecurrent(layer, network),
            ["Residual"] = (layer, network) => new TorchResidual(layer, network),
            ["Highway"] = (layer, network) => new TorchHighway(layer, network),
        };

    private static nn.Module<Tensor, Tensor> Dense(LayerDefinition layer, TorchNetwork network)
    {
        int inputs = layer.Parameters[0].Shape[0], outputs = layer.Parameters[0].Shape[1];
        TorchSharp.Modules.Linear linear = nn.Linear(inputs, outputs, hasBias: layer.Parameters.Length > 1);
        // Ours is [in, out]; TorchSharp keeps [out, in].
        network.Copy(layer.Parameters[0], linear.weight, weight => weight.t());
        if (layer.Parameters.Length > 1)
            network.Copy(layer.Parameters[1], linear.bias);
        return layer.InputShape.Length == 1 ? linear : nn.Sequential(nn.Flatten(), linear);
    }

    private static nn.Module<Tensor, Tensor> BatchNorm(LayerDefinition layer, TorchNetwork network)
    {
        int features = layer.InputShape[0];
        bool isAffine = layer.Parameters.Length > 2;
        double epsilon = layer.Options["epsilon"], momentum = layer.Options["momentum"];
        TorchSharp.Modules.NormBase norm = layer.InputShape.Length == 1
            ? nn.BatchNorm1d(features, epsilon, momentum, isAffine)
            : nn.BatchNorm2d(features, epsilon, momentum, isAffine);
        if (isAffine)
        {
            network.Copy(layer.Parameters[0], norm.weight);
            network.Copy(layer.Parameters[1], norm.bias);
        }

        network.Copy(layer.Parameters[^2], norm.running_mean);
        network.Copy(layer.Parameters[^1], norm.running_var);
        return norm;
    }

    private static nn.Module<Tensor, Tensor> LayerNorm(LayerDefinition layer, TorchNetwork network)
    {
        TorchSharp.Modules.LayerNorm norm = nn.LayerNorm([.. layer.InputShape.Select(size => (long)size)], layer.Options["epsilon"], layer.Parameters.Length > 0);
        CopyAffine(layer, network, norm.weight, norm.bias);
        return norm;
    }

    private static nn.Module<Tensor, Tensor> GroupNorm(LayerDefinition layer, TorchNetwork network)
    {
        TorchSharp.Modules.GroupNorm norm = nn.GroupNorm((long)layer.Options["groups"], layer.InputShape[0], layer.Options["epsilon"], layer.Parameters.Length > 0);
        CopyAffine(layer, network, norm.weight, norm.bias);
        // TorchSharp's module wants positions.
        return layer.InputShape.Length > 1 ? norm : nn.Sequential(new TorchReshape([layer.InputShape[0], 1]), norm, nn.Flatten());
    }

    private static nn.Module<Tensor, Tensor> InstanceNorm(LayerDefinition layer, TorchNetwork network)
    {
        TorchSharp.Modules.InstanceNorm2d norm = nn.InstanceNorm2d(layer.InputShape[0], layer.Options["epsilon"], affine: layer.Parameters.Length > 0);
        CopyAffine(layer, network, norm.weight, norm.bias);
        return norm;
    }

    private static void CopyAffine(LayerDefinition layer, TorchNetwork network, Tensor? weight, Tensor? bias)
    {
        if (layer.Parameters.Length == 0)
            return;
        network.Copy(layer.Parameters[0], weight);
        network.Copy(layer.Parameters[1], bias);
    }
}

/// <summary>γ·x/√(mean of x² + ε), which TorchSharp has no module for.</summary>
public sealed class TorchRmsNorm : nn.Module<Tensor, Tensor>
{
    private readonly TorchSharp.Modules.Parameter? _weight;
    private readonly double _epsilon;
    private readonly long[] _dimensions;

    public TorchRmsNorm(LayerDefinition layer, TorchNetwork network)
        : base(nameof(TorchRmsNorm))
    {
        _epsilon = layer.Options["epsilon"];
        _dimensions = [.. Enumerable.Range(1, layer.InputShape.Length).Select(dimension => (long)dimension)];
        if (layer.Parameters.Length > 0)
            _weight = nn.Parameter(network.Values(layer.Parameters[0]));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        Tensor normalized = x * (x.square().mean(_dimensions, keepdim: true) + _epsilon).rsqrt();
        return _weight is null ? normalized : normalized * _weight;
    }
}
