using TorchSharp;
using static TorchSharp.torch;

namespace NetCompiler.Benchmarks.Engines;

/// <summary>φ(scale·(shortcut(x) + α·F(x))).</summary>
public sealed class TorchResidual : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> _branch;
    private readonly nn.Module<Tensor, Tensor>? _shortcut;
    private readonly nn.Module<Tensor, Tensor>? _activation;
    private readonly double _scale;
    private readonly double _branchScale;

    public TorchResidual(LayerDefinition layer, TorchNetwork network)
        : base(nameof(TorchResidual))
    {
        if (layer.Parameters.Length > 0)
            throw new NotSupportedException($"{layer.Path}: learned scales are not built.");
        _branch = network.Sequence(layer.Branches[0]);
        _shortcut = layer.Branches.Length > 1 ? network.Sequence(layer.Branches[1]) : null;
        var activation = (Activation)layer.Options.GetValueOrDefault("activation");
        _activation = activation == Activation.Identity ? null : TorchLayers.All[activation.ToString()](layer, network);
        _scale = layer.Options.GetValueOrDefault("scale", 1);
        _branchScale = layer.Options.GetValueOrDefault("branchScale", 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        Tensor branch = _branch.forward(x);
        if (_branchScale != 1)
            branch = branch * _branchScale;
        Tensor sum = (_shortcut is null ? x : _shortcut.forward(x)) + branch;
        if (_scale != 1)
            sum = sum * _scale;
        return _activation is null ? sum : _activation.forward(sum);
    }
}

/// <summary>T·H(x) + (1 - T)·x.</summary>
public sealed class TorchHighway : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> _transform;
    private readonly nn.Module<Tensor, Tensor> _gate;

    public TorchHighway(LayerDefinition layer, TorchNetwork network)
        : base(nameof(TorchHighway))
    {
        _transform = network.Sequence(layer.Branches[0]);
        _gate = network.Sequence(layer.Branches[1]);
        RegisterComponents();
    }

    // x + T·(H - x), which is one operation less.
    public override Tensor forward(Tensor x) => lerp(x, _transform.forward(x), _gate.forward(x));
}
