using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Layers.Sequences;

/// <summary>y[t] = x[t] + p[t], with sines and cosines of the position or a learned vector for it. Vaswani et al. 2017; Gehring et al. 2017.</summary>
internal sealed class PositionalEncodingLayer : SequenceLayer
{
    private readonly bool _isLearned;
    private readonly Initialization _init;

    public PositionalEncodingLayer(LayerArguments arguments)
    {
        _isLearned = arguments.Flag("Learned");
        _init = InitializationRules.Read(arguments, "Init", isVector: false) ?? new Initialization(InitializerKind.Normal, 0.02);
        if (!_isLearned && arguments.Has("Init"))
            arguments.Report(DiagnosticId.Combination, "Init", "PositionalEncoding: Init has no effect on sines and cosines; remove it, or write Learned = true");
    }

    protected override Value LowerSequence(LoweringContext context, Value input)
    {
        Value x = context.Builder.ToChannelsFirst(input);
        Value table = _isLearned
            ? context.Table("weight", _init, x.Steps, x.Length)
            : new Value(ValueKind.Sinusoids, "sinusoids", perExample: false, x.Steps, x.Length);
        return context.Builder.AddSteps(x, table);
    }
}
