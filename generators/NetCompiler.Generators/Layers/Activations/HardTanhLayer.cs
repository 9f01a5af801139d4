using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Layers.Activations;

/// <summary>y = min(max, max(min, x)).</summary>
internal sealed class HardTanhLayer : ActivationLayer
{
    private readonly double _min;
    private readonly double _max;

    public HardTanhLayer(LayerArguments arguments)
    {
        _min = arguments.Number("min", -1, _ => true, "a finite number");
        _max = arguments.Number("max", 1, _ => true, "a finite number");
        if (_min >= _max)
        {
            arguments.Report(DiagnosticId.OutOfRange, arguments.Has("max") ? "max" : "min",
                $"HardTanh: min is {LayerArguments.Text(_min)} and max is {LayerArguments.Text(_max)}, but min must be less than max; write for example HardTanh(-1, 1)");
        }
    }

    public override IEnumerable<(string Name, double Value)> Options => [("min", _min), ("max", _max)];

    protected override Initialization Initialization => Lecun;

    protected override Expression Function(Expression x) => Min(Max(x, _min), _max);
}
