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
        return linear;
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
}
