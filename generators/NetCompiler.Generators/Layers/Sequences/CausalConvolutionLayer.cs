using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Layers.Sequences;

/// <summary>y = b + Σ x at the kernel's steps, none of them later, times its weights: one product with all that the kernel sees side by side. van den Oord et al. 2016.</summary>
internal sealed class CausalConvolutionLayer(LayerArguments arguments) : SequenceLayer
{
    private readonly int _channels = arguments.Positive("channels", 1, "CausalConv1D(64, 3)");
    private readonly int _kernel = arguments.Positive("kernel", 1, "CausalConv1D(64, 3)");
    private readonly int _dilation = arguments.Positive("Dilation", 1, "Dilation = 2");
    private readonly WeightArguments _weights = new(arguments);

    public override IEnumerable<(string Name, double Value)> Options => [("kernel", _kernel), .. _dilation == 1 ? [] : new[] { ("dilation", (double)_dilation) }, .. _weights.Options];

    public override bool HasWeight => true;

    protected override Value LowerSequence(LoweringContext context, Value input)
    {
        GraphBuilder graph = context.Builder;
        input = graph.ToChannelsFirst(input);
        double seen = ((_kernel - 1.0) * _dilation + 1) * input.Length;
        if (seen > int.MaxValue)
        {
            context.Report(DiagnosticId.TooLarge, FormattableString.Invariant($"{context.Describe}: the kernel reaches over {seen:0} elements, but at most {int.MaxValue} fit; make kernel or Dilation smaller"));
            return input;
        }

        Value weight = _weights.Weight(context, _kernel * input.Length, _channels);
        Value product = graph.Product(graph.Delays(input, _kernel, _dilation, before => context.Remember("history", before)), weight);
        if (!_weights.AddsBias(context))
            return product;
        Value bias = context.Parameter("bias", ParameterRole.Bias, _weights.Bias, _channels);
        return graph.Map("z", Argument(0) + Argument(1), preservesSign: false, product, bias);
    }
}
