using TorchSharp;
using static TorchSharp.torch;

namespace NetCompiler.Benchmarks.Engines;

/// <summary>A recurrent layer from TorchSharp's library, and its last output or all of them.</summary>
public sealed class TorchRecurrent : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module _cell;
    private readonly Tensor _secondBias;
    private readonly bool _isSequence;
    private readonly Dictionary<string, ParameterInfo> _own;

    public TorchRecurrent(LayerDefinition layer, TorchNetwork network)
        : base(nameof(TorchRecurrent))
    {
        string[] unknown = [.. layer.Options.Keys.Except(["sequence", .. layer.Kind == "Rnn" ? new[] { "activation" } : []])];
        if (unknown.Length > 0)
            throw new NotSupportedException($"{layer.Path}: {unknown[0]} is not built.");
        Dictionary<string, ParameterInfo> parameters = layer.Parameters.ToDictionary(parameter => parameter.Name[(layer.Path.Length + 1)..]);
        (long inputs, long units) = (layer.InputShape[^1], parameters["weight_hh"].Shape[0]);
        _isSequence = layer.Options.ContainsKey("sequence");
        _cell = layer.Kind switch
        {
            "Lstm" => nn.LSTM(inputs, units, batchFirst: true),
            "Gru" => nn.GRU(inputs, units, batchFirst: true),
            _ => nn.RNN(inputs, units, nonLinearity: (Activation)layer.Options.GetValueOrDefault("activation") == Activation.Relu ? nn.NonLinearities.ReLU : nn.NonLinearities.Tanh, batchFirst: true),
        };
        _own = parameters;
        // Ours are [in, out], with one bias for what is added anyway.
        network.Copy(parameters["weight_ih"], Weight("weight_ih_l0"), weight => weight.t());
        network.Copy(parameters["weight_hh"], Weight("weight_hh_l0"), weight => weight.t());
        network.Copy(parameters["bias"], Weight("bias_ih_l0"));
        _secondBias = Weight("bias_hh_l0");
        using (no_grad())
        {
            _secondBias.zero_();
            if (parameters.TryGetValue("bias_hn", out ParameterInfo? bias))
                _secondBias.narrow(0, 2 * units, units).copy_(network.Values(bias));
        }

        SharedBiases = layer.Kind == "Gru" ? 2 * units : _secondBias.shape[0];
        RegisterComponents();
    }

    /// <summary>How many elements of the second bias are only added to those of the first.</summary>
    private long SharedBiases { get; }

    /// <summary>Keeps the part of the second bias that does what the first does from being learned as well, which would count it twice.</summary>
    public void LeaveOutSecondBias() => _secondBias.grad!.narrow(0, 0, SharedBiases).zero_();

    public override Tensor forward(Tensor x)
    {
        Tensor all = _cell switch
        {
            TorchSharp.Modules.LSTM lstm => lstm.forward(x).Item1,
            TorchSharp.Modules.GRU gru => gru.forward(x).Item1,
            _ => ((TorchSharp.Modules.RNN)_cell).forward(x, null).Item1,
        };
        return _isSequence ? all : all.select(1, all.shape[1] - 1);
    }

    /// <summary>The gradients of the layer's parameters, laid out as ours.</summary>
    public IEnumerable<(ParameterInfo Parameter, float[] Values)> Gradients()
    {
        yield return (_own["weight_ih"], Values(Weight("weight_ih_l0").grad!.t()));
        yield return (_own["weight_hh"], Values(Weight("weight_hh_l0").grad!.t()));
        yield return (_own["bias"], Values(Weight("bias_ih_l0").grad!));
        if (_own.TryGetValue("bias_hn", out ParameterInfo? bias))
            yield return (bias, Values(_secondBias.grad!.narrow(0, SharedBiases, bias.Length)));

        static float[] Values(Tensor tensor) => [.. tensor.contiguous().data<float>()];
    }

    private Tensor Weight(string name) => _cell.named_parameters().First(parameter => parameter.name == name).parameter;
}
