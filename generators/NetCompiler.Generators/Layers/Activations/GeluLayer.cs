using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Layers.Activations;

/// <summary>y = x·Φ(x), exactly or by tanh.</summary>
internal sealed class GeluLayer(LayerArguments arguments) : ActivationLayer
{
    private readonly bool _byTanh = arguments.Choice<Form>("form") == Form.Tanh;

    private enum Form
    {
        Exact,
        Tanh,
    }

    public override IEnumerable<(string Name, double Value)> Options => [("tanh", _byTanh ? 1 : 0)];

    protected override Initialization Initialization => He;

    protected override Expression Function(Expression x) => _byTanh
        ? x * ((Tanh((x + (x * x * x * 0.044715)) * Math.Sqrt(2 / Math.PI)) * 0.5) + 0.5)
        : x * ((Erf(x * Math.Sqrt(0.5)) * 0.5) + 0.5);
}
