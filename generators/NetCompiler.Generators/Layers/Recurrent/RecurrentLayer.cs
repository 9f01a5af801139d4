using NetCompiler.Generators.Graph;
using NetCompiler.Generators.Layers.Sequences;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Layers.Recurrent;

/// <summary>A layer that hands a state from step to step. A cell says only what one step computes; what can be done for all steps at once, the passes find.</summary>
internal abstract class RecurrentLayer : SequenceLayer
{
    /// <summary>The square of more is no int.</summary>
    private const int MostUnits = 46340;

    private readonly Initialization? _init;
    private readonly Initialization _recurrentInit;
    private readonly double _recurrentDropout;
    private readonly Returns _returns;

    protected RecurrentLayer(LayerArguments arguments)
    {
        Units = arguments.Positive("units");
        if (Units > MostUnits)
        {
            arguments.Report(DiagnosticId.TooLarge, "units", $"{arguments.Kind}: units is {Units}, whose recurrent weights are more than the {int.MaxValue} parameters that fit; write a smaller number");
            Units = 1;
        }

        _returns = arguments.Choice<Returns>("Returns");
        _init = InitializationRules.Read(arguments, "Init", isVector: false);
        _recurrentInit = InitializationRules.Read(arguments, "RecurrentInit", isVector: false) ?? new Initialization(InitializerKind.Orthogonal);
        _recurrentDropout = arguments.Number("RecurrentDropout", 0, value => value is >= 0 and < 1, "at least 0 and less than 1");
    }

    private enum Returns
    {
        Last,
        Sequence,
    }

    public override bool HasWeight => true;

    public override bool ScalesOutput => false;

    public override IEnumerable<(string Name, double Value)> Options =>
        new[] { ("sequence", _returns == Returns.Sequence ? 1.0 : 0.0), ("recurrentDropout", _recurrentDropout) }.Where(option => option.Item2 != 0);

    /// <summary>The numbers of the state.</summary>
    protected int Units { get; }

    /// <summary>The numbers of the output of a step.</summary>
    public virtual int Outputs => Units;

    /// <summary>The initialiser of the input's weights that suits the cell.</summary>
    protected virtual Initialization DefaultInit => new(InitializerKind.GlorotUniform);

    protected sealed override Value LowerSequence(LoweringContext context, Value input)
    {
        Value[] handedOn = LowerSteps(context, context.Builder.ToChannelsFirst(input));
        context.HandOver(handedOn);
        Value output = handedOn[0];
        return _returns == Returns.Sequence ? output : context.Builder.Last(output);
    }

    /// <summary>Appends the scan and returns what all steps hand on, the output first.</summary>
    protected abstract Value[] LowerSteps(LoweringContext context, Value input);

    /// <summary>x·W + b for all gates side by side.</summary>
    /// <param name="context">The context.</param>
    /// <param name="input">The input of a step.</param>
    /// <param name="gates">How many gates there are.</param>
    /// <param name="biases">What the bias of each gate starts with.</param>
    /// <param name="normalization">What the product is normalised by, or null.</param>
    protected Func<Value> InputProduct(LoweringContext context, Value input, int gates, double[] biases, LayerNormalization? normalization = null)
    {
        Value weight = context.Parameter("weight_ih", ParameterRole.Weight, (_init ?? DefaultInit).InBlocks(gates), input.Length, gates * Units);
        Value bias = context.Parameter("bias", ParameterRole.Bias, new Initialization(InitializerKind.Constant).InBlocks(biases), gates * Units);
        return () =>
        {
            Value product = context.Builder.Product(input, weight);
            return context.Builder.Map("z", Argument(0) + Argument(1), preservesSign: false, normalization?.Lower(product) ?? product, bias);
        };
    }

    /// <summary>The recurrent weights of all gates side by side.</summary>
    protected Value RecurrentWeight(LoweringContext context, int gates, int? outputs = null, string name = "weight_hh") =>
        context.Parameter(name, ParameterRole.Weight, _recurrentInit.InBlocks(gates), outputs ?? Units, gates * Units);

    /// <summary>What the recurrent weights see of the state: in training without what is dropped.</summary>
    protected Value Dropped(LoweringContext context, Value state) => context.IsTraining && _recurrentDropout > 0
        ? context.Builder.Map("dropped", Argument(0) * Argument(1), preservesSign: false, state, Value.MaskOf(state.OneStep("mask"), new Draw(_recurrentDropout, RandomStream.Of(context.Path))))
        : state;
}
