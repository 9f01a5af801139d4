using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Layers.Sequences;

/// <summary>y = concat over heads of softmax(q·kᵀ/√length)·v, times W, + b, where q, k and v are x·Wqkv + b. Vaswani et al. 2017.</summary>
internal sealed class SelfAttentionLayer(LayerArguments arguments) : SequenceLayer
{
    private readonly int _heads = arguments.Positive("heads", 1, "SelfAttention(4)");
    private readonly bool _isCausal = arguments.Flag("Causal");
    private readonly bool _hasBias = arguments.Flag("Bias", otherwise: true);
    private readonly Initialization _init = InitializationRules.Read(arguments, "Init", isVector: false) ?? new Initialization(InitializerKind.GlorotUniform);

    public override bool HasWeight => true;

    public override IEnumerable<(string Name, double Value)> Options => _isCausal ? [("heads", _heads), ("causal", 1)] : [("heads", _heads)];

    protected override bool SeesLaterSteps => !_isCausal;

    protected override Value LowerSequence(LoweringContext context, Value input)
    {
        int features = input.Length;
        if (features % _heads != 0)
        {
            int fitting = Enumerable.Range(1, Math.Min(_heads, features)).Last(heads => features % heads == 0);
            context.Report(
                DiagnosticId.OutOfRange,
                $"{context.Describe}: {features} features do not make {_heads} equal heads; write a divisor of {features}, for example SelfAttention({fitting})",
                "heads");
            return input;
        }

        GraphBuilder graph = context.Builder;
        Value[] parts = graph.Split(Product(context, graph.ToChannelsFirst(input), "_qkv", 3), features, features, features);
        return Product(context, graph.Attention(_heads, _isCausal, parts[0], parts[1], parts[2]), "", 1);
    }

    private Value Product(LoweringContext context, Value x, string name, int runs)
    {
        Value product = context.Builder.Product(x, context.Parameter($"weight{name}", ParameterRole.Weight, _init.InBlocks(runs), x.Length, runs * x.Length));
        if (!_hasBias)
            return product;
        Value bias = context.Parameter($"bias{name}", ParameterRole.Bias, new Initialization(InitializerKind.Zeros, 0), runs * x.Length);
        return context.Builder.Map("z", Argument(0) + Argument(1), preservesSign: false, product, bias);
    }
}
