using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Layers.Recurrent;

/// <summary>c = f·c + i·g, h = o·tanh(c). Hochreiter and Schmidhuber 1997.</summary>
internal sealed class LstmLayer : RecurrentLayer
{
    private readonly double _forgetBias;
    private readonly bool _coupled;
    private readonly bool _peepholes;
    private readonly int _projection;
    private readonly bool _layerNorm;
    private readonly double _cellClip;

    public LstmLayer(LayerArguments arguments)
        : base(arguments)
    {
        _forgetBias = arguments.Number("ForgetBias", 1, _ => true, "a finite number");
        _coupled = arguments.Flag("CoupledGates");
        _peepholes = arguments.Flag("Peepholes");
        _projection = (int)arguments.Number("Projection", 0, value => value >= 0, "0 or the number of outputs");
        if (_projection >= Units && !arguments.Problems.Any(problem => problem.Argument is "units"))
        {
            string remedy = Units == 1 ? "leave it out" : $"write a number from 1 to {Units - 1}, or leave it out for {Units} outputs";
            arguments.Report(DiagnosticId.OutOfRange, "Projection", $"{arguments.Kind}: Projection is {_projection}, but must be less than units, which is {Units}; {remedy}");
        }

        _layerNorm = arguments.Flag("LayerNorm");
        _cellClip = arguments.Number("CellClip", 0, value => value >= 0, "0 or the greatest value of the cell");
    }

    public override IEnumerable<(string Name, double Value)> Options =>
    [
        .. base.Options,
        .. new[] { ("coupledGates", _coupled ? 1.0 : 0.0), ("peepholes", _peepholes ? 1 : 0), ("layerNorm", _layerNorm ? 1 : 0), ("cellClip", _cellClip) }.Where(option => option.Item2 != 0),
    ];

    public override int Outputs => _projection > 0 ? _projection : Units;

    protected override Value[] LowerSteps(LoweringContext context, Value input)
    {
        int gates = _coupled ? 3 : 4;
        GraphBuilder graph = context.Builder;
        Func<Value> inputProduct = InputProduct(context, input, gates, _coupled ? [_forgetBias, 0, 0] : [0, _forgetBias, 0, 0], _layerNorm ? new LayerNormalization(context, "ih", gates * Units, hasBias: false) : null);
        Value weight = RecurrentWeight(context, gates, Outputs);
        Value? projection = _projection > 0 ? context.Parameter("weight_hr", ParameterRole.Weight, new Initialization(InitializerKind.GlorotUniform), Units, _projection) : null;
        LayerNormalization? stateNorm = _layerNorm ? new LayerNormalization(context, "hh", gates * Units, hasBias: false) : null;
        LayerNormalization? cellNorm = _layerNorm ? new LayerNormalization(context, "c", Units, hasBias: true) : null;
        Dictionary<string, Value> peepholes = (_peepholes ? _coupled ? ["f", "o"] : ["i", "f", "o"] : Array.Empty<string>())
            .ToDictionary(gate => gate, gate => context.Parameter($"peephole_{gate}", ParameterRole.Scale, new Initialization(InitializerKind.Zeros, 0), Units));

        Value hBefore = context.State(input, "h", Outputs), cBefore = context.State(input, "c", Units);
        return graph.Scan(input.Steps, [hBefore, cBefore], () =>
        {
            context.BeginStep(input, hBefore);
            Value recurrent = graph.Product(Dropped(context, hBefore), weight);
            if (stateNorm is not null)
                recurrent = stateNorm.Lower(recurrent);
            Value z = graph.Map("z", Argument(0) + Argument(1), preservesSign: false, recurrent, inputProduct());
            Value[] parts = graph.Split(z, [.. Enumerable.Repeat(Units, gates)]);
            (Value zf, Value zg, Value zo) = (parts[gates - 3], parts[gates - 2], parts[gates - 1]);

            Value f = context.Gate("forget", Gate("f", zf, cBefore));
            Value i = context.Gate("input", _coupled ? graph.Map("i", 1.0 - Argument(0), preservesSign: false, f) : Gate("i", parts[0], cBefore));
            Value g = graph.Map("g", Tanh(Argument(0)), preservesSign: true, zg);
            Value c = graph.Map("c", (Argument(0) * Argument(1)) + (Argument(2) * Argument(3)), preservesSign: false, f, cBefore, i, g);
            if (_cellClip > 0)
                c = graph.Map("c", Min(Max(Argument(0), -_cellClip), _cellClip), preservesSign: false, c);
            Value o = context.Gate("output", Gate("o", zo, c));
            Value tanh = graph.Map("tanhc", Tanh(Argument(0)), preservesSign: true, cellNorm?.Lower(c) ?? c);
            Value h = graph.Map("h", Argument(0) * Argument(1), preservesSign: false, o, tanh);
            return [projection is null ? h : graph.Product(h, projection), c];
        });

        Value Gate(string name, Value z, Value cell) => peepholes.TryGetValue(name, out Value? factor)
            ? graph.Map(name, Sigmoid(Argument(0) + (Argument(1) * Argument(2))), preservesSign: false, z, cell, factor)
            : graph.Map(name, Sigmoid(Argument(0)), preservesSign: false, z);
    }
}
