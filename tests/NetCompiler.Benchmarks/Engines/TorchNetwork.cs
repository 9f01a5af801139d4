using System.Collections.Immutable;
using TorchSharp;
using static TorchSharp.torch;

namespace NetCompiler.Benchmarks.Engines;

/// <summary>Builds a definition from TorchSharp's modules, with given parameters, as a user of TorchSharp would write it.</summary>
/// <param name="parameters">The flat parameter vector.</param>
public sealed class TorchNetwork(float[] parameters)
{
    /// <summary>The modules of a network.</summary>
    public static nn.Module<Tensor, Tensor> Build(NetworkDefinition definition, float[] parameters) =>
        new TorchNetwork(parameters).Sequence(definition.Layers, definition.InputShape.Length > 1 ? [new TorchReshape([.. definition.InputShape])] : []);

    /// <summary>A list of layers, one after another.</summary>
    public nn.Module<Tensor, Tensor> Sequence(ImmutableArray<LayerDefinition> layers, params IEnumerable<nn.Module<Tensor, Tensor>> before) =>
        nn.Sequential([.. before, .. layers.Select(Layer)]);

    /// <summary>The values of a parameter as a tensor of its shape.</summary>
    public Tensor Values(ParameterInfo parameter) =>
        tensor(parameters.AsSpan(parameter.Offset, parameter.Length).ToArray()).reshape([.. parameter.Shape.Select(size => (long)size)]);

    /// <summary>Replaces the values of one of a module's tensors.</summary>
    public void Copy(ParameterInfo from, Tensor? to, Func<Tensor, Tensor>? convert = null)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable mode = no_grad();
        to!.copy_(convert is null ? Values(from) : convert(Values(from)));
    }

    private nn.Module<Tensor, Tensor> Layer(LayerDefinition layer) =>
        TorchLayers.All.TryGetValue(layer.Kind, out Func<LayerDefinition, TorchNetwork, nn.Module<Tensor, Tensor>>? create)
            ? create(layer, this)
            : throw new NotSupportedException($"{layer.Path}: no TorchSharp module is known for {layer.Kind}.");
}

/// <summary>Gives every example a shape.</summary>
public sealed class TorchReshape(long[] shape) : nn.Module<Tensor, Tensor>(nameof(TorchReshape))
{
    public override Tensor forward(Tensor x) => x.reshape([x.shape[0], .. shape]);
}
