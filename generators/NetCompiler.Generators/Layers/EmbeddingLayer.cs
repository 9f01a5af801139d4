using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Layers;

/// <summary>y = W[id]: a learned vector for every id of a vocabulary.</summary>
internal sealed class EmbeddingLayer : Layer
{
    private readonly int _vocabulary;
    private readonly int _units;
    private readonly int _padding;
    private readonly Initialization _init;

    public EmbeddingLayer(LayerArguments arguments)
    {
        _vocabulary = arguments.Positive("vocabulary", 1, "Embedding(1000, 64)");
        _units = arguments.Positive("units", 1, "Embedding(1000, 64)");
        _padding = (int)arguments.Number("PaddingIndex", -1, value => value >= -1 && value < _vocabulary, $"-1 for none, or an id from 0 to {_vocabulary - 1}");
        _init = InitializationRules.Read(arguments, "Init", isVector: false) ?? new Initialization(InitializerKind.Normal, 1);
    }

    public override IEnumerable<(string Name, double Value)> Options => _padding < 0 ? [] : [("paddingIndex", _padding)];

    public override bool HasWeight => true;

    private int? Padding => _padding < 0 ? null : _padding;

    public override Value Lower(LoweringContext context, Value input)
    {
        if (!context.IsNetworkInput(input))
        {
            context.Report(
                DiagnosticId.Combination,
                $"{context.Describe}: the layer reads ids, which are whole numbers, but its input {Shapes.Text(input)} comes from another layer; let the first layer of the network be the Embedding");
            return input;
        }

        if (_vocabulary > context.MostIds)
        {
            context.Report(
                DiagnosticId.OutOfRange,
                $"{context.Describe}: vocabulary is {_vocabulary}, but ids are numbers of float, which tells at most {context.MostIds} apart; write a smaller vocabulary, or Network(Precision = Precision.Double)",
                "vocabulary");
            return input;
        }

        Value ids = context.Builder.ToChannelsFirst(input);
        Value table = context.Table("weight", _init with { ZeroRow = Padding }, _vocabulary, _units);
        // A step of a sequence is a vector. Elsewhere every id becomes a vector of its own; a single one is the vector.
        Value result = ids.IsSequence || ids.Length == 1
            ? ids.WithLength("embedded", ids.Length * _units)
            : Value.Computed("embedded", perExample: true, [.. ids.Dimensions, _units]);
        context.Builder.Append(new Gather(ids, table, Padding, result));
        return result;
    }
}
