using NetCompiler.Generators.Graph;
using NetCompiler.Generators.Layers.Recurrent;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Layers.Sequences;

/// <summary>In a decoder, attention to the source: behind a recurrent layer as Luong, Pham and Manning 2015, in front of one as Bahdanau, Cho and Bengio 2015.</summary>
internal sealed class AttentionLayer : SequenceLayer
{
    private readonly Kind _kind;
    private readonly Score _score;
    private readonly int _units;
    private readonly Initialization _init;

    public AttentionLayer(LayerArguments arguments)
    {
        _kind = arguments.Choice<Kind>("kind");
        _score = arguments.Choice<Score>("Score");
        _units = (int)arguments.Number("Units", 0, value => value >= 0, "0 or the number of hidden units");
        _init = InitializationRules.Read(arguments, "Init", isVector: false) ?? new Initialization(InitializerKind.GlorotUniform);
        if (_units > 0 && Chosen != Score.Additive)
            arguments.Report(DiagnosticId.Combination, "Units", $"Attention: Units = {_units} has no effect with the score {Chosen}, which has no hidden units; remove it, or write Score = AttentionScore.Additive");
        if (arguments.Has("Init") && Chosen == Score.Dot && _kind == Kind.Bahdanau)
            arguments.Report(DiagnosticId.Combination, "Init", "Attention: Init has no effect, because Bahdanau with Score = Dot has no weight; remove it, or write Score = AttentionScore.General");
    }

    private enum Kind
    {
        Luong,
        Bahdanau,
    }

    private enum Score
    {
        Default,
        Dot,
        General,
        Additive,
    }

    public override bool HasWeight => true;

    public override bool ScalesOutput => false;

    public override IEnumerable<(string Name, double Value)> Options =>
        new[] { ("kind", (double)_kind), ("score", (double)_score) }.Where(option => option.Item2 != 0);

    private Score Chosen => _score != Score.Default ? _score : _kind == Kind.Luong ? Score.General : Score.Additive;

    protected override Value LowerSequence(LoweringContext context, Value input)
    {
        if (!input.OfDecoder || context.Memory is not { } memory)
        {
            context.Report(DiagnosticId.SequenceToSequence,
                $"{context.Describe}: the layer looks at what an encoder has read, but stands outside of a decoder; move it into the block of Decoder<…>, or write SelfAttention for steps that look at each other");
            return input;
        }

        if (!memory.IsSequence)
        {
            EndOfSteps end = context.EndOfSteps!;
            context.Report(DiagnosticId.SequenceToSequence,
                $"{context.Describe}: there are no steps of the source to look at, because the encoder gives {Shapes.Describe(memory)}; {(end.IsRecurrent ? end.Remedy("") : $"leave {end.Name} out")}");
            return input;
        }

        context.Handover.Use();
        memory = context.Builder.ToChannelsFirst(memory);
        input = context.Builder.ToChannelsFirst(input);
        return _kind == Kind.Luong ? Behind(context, input, memory) : InFront(context, input, memory);
    }

    /// <summary>tanh([c, q]·W).</summary>
    private Value Behind(LoweringContext context, Value query, Value memory)
    {
        if (Aligned(context, query.Length, memory) is not { } aligned)
            return query;
        Value both = context.Builder.Concatenate(aligned(query), query);
        Value weight = context.Parameter("weight", ParameterRole.Weight, _init, both.Length, query.Length);
        return context.Builder.Map("attended", Tanh(Argument(0)), preservesSign: true, context.Builder.Product(both, weight));
    }

    /// <summary>[x, c], in each step of the recurrent layer behind.</summary>
    private Value InFront(LoweringContext context, Value input, Value memory)
    {
        if (context.Next is not RecurrentLayer recurrent)
        {
            context.Report(DiagnosticId.SequenceToSequence,
                $"{context.Describe}: the layer asks with the state of a recurrent layer, but directly behind it is none; write it in front of Gru, Lstm or Rnn, or Attention(AttentionKind.Luong) behind one", "kind");
            return input;
        }

        if (Aligned(context, recurrent.Outputs, memory) is not { } aligned)
            return input;
        Value attended = input.WithLength("attended", input.Length + memory.Length);
        GraphBuilder graph = context.Builder;
        context.InEachStep(attended, before => graph.Append(new Concatenate([input, aligned(before)], attended)));
        return attended;
    }

    /// <summary>What a query takes from the source.</summary>
    private Func<Value, Value>? Aligned(LoweringContext context, int length, Value memory)
    {
        GraphBuilder graph = context.Builder;
        switch (Chosen)
        {
            case Score.Dot when length != memory.Length:
                context.Report(DiagnosticId.SequenceToSequence,
                    $"{context.Describe}: Score = Dot needs vectors of one length, but the decoder asks with {length} numbers and the encoder gives {memory.Length}; write Score = AttentionScore.General", "Score", "global::NetCompiler.AttentionScore.General");
                return null;
            case Score.Dot:
                return query => graph.Align(query, memory, hidden: null, memory);
            case Score.General:
                Value weight = context.Parameter("weight_q", ParameterRole.Weight, _init, length, memory.Length);
                return query => graph.Align(graph.Product(query, weight), memory, hidden: null, memory);
            default:
                int units = _units > 0 ? _units : length;
                Value ofQuery = context.Parameter("weight_q", ParameterRole.Weight, _init, length, units), ofKey = context.Parameter("weight_k", ParameterRole.Weight, _init, memory.Length, units);
                Value hidden = context.Parameter("weight_v", ParameterRole.Weight, _init, units, 1);
                Value key = graph.Product(memory, ofKey);
                return query => graph.Align(graph.Product(query, ofQuery), key, hidden, memory);
        }
    }
}
