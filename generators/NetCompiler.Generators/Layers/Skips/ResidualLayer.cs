using System.Collections.Immutable;
using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Layers.Skips;

/// <summary>y = φ(scale·(shortcut(x) + α·F(x))). He et al. 2015.</summary>
internal sealed class ResidualLayer : CompositeLayer
{
    private readonly Shortcut _shortcut;
    private readonly ActivationOption _activation;
    private readonly double _scale;
    private readonly double _branchScale;
    private readonly double _layerScale;
    private readonly double _stochasticDepth;
    private readonly bool _reZero;
    private readonly bool _zeroInitLast;

    public ResidualLayer(LayerArguments arguments, ImmutableArray<ImmutableArray<ExpandedLayer>> branches)
        : base(branches)
    {
        _shortcut = arguments.Choice<Shortcut>("Shortcut");
        _activation = new ActivationOption(arguments, "Activation");
        _scale = arguments.Number("Scale", 1, value => value > 0, "greater than 0");
        _branchScale = arguments.Number("BranchScale", 1, value => value > 0, "greater than 0");
        _layerScale = arguments.Number("LayerScale", 0, _ => true, "a finite number");
        _stochasticDepth = arguments.Number("StochasticDepth", 0, value => value is >= 0 and < 1, "at least 0 and less than 1");
        _reZero = arguments.Flag("ReZero");
        // A block that ends with a normalization starts as the identity anyway, unless the declaration says otherwise.
        bool endsNormalized = branches is [[.., { Layer: { ScalesOutput: true, HasWeight: false } }]];
        _zeroInitLast = arguments.Flag("ZeroInitLast", otherwise: endsNormalized && !_reZero && _layerScale == 0);
        if (_reZero && _layerScale != 0)
            arguments.Report(DiagnosticId.Combination, "LayerScale", "Residual: ReZero learns one factor and LayerScale one per feature; remove one of the two");
        if (_reZero && _zeroInitLast)
            arguments.Report(DiagnosticId.Combination, "ZeroInitLast", "Residual: with ReZero and ZeroInitLast both factors of the block's output start at 0, and neither ever gets a gradient; remove one of the two");
    }

    private enum Shortcut
    {
        Identity,
        Projection,
        NormalizedProjection,
    }

    public override IEnumerable<(string Name, double Value)> Options => new[] { ("scale", _scale, 1.0), ("branchScale", _branchScale, 1.0), ("stochasticDepth", _stochasticDepth, 0.0), ("activation", _activation.Number, 0.0) }
        .Where(option => option.Item2 != option.Item3).Select(option => (option.Item1, option.Item2));

    public override Value Lower(LoweringContext context, Value input)
    {
        if (_zeroInitLast && !context.StartAtZero(Branches[0]))
            context.Report(DiagnosticId.Combination, $"{context.Describe}: ZeroInitLast has no effect, because no layer of the block has a weight to start at 0; remove it, or write ReZero = true", "ZeroInitLast");
        Value branch = context.LowerBranch(Branches[0], input, () => _activation.PrecedingWeight ?? context.FollowingChoice);
        if (context.HasProblem || LowerShortcut(context, input, branch) is not { } shortcut)
            return branch;

        Expression scaled = Argument(1) * (_branchScale * _scale);
        List<Value> operands = [shortcut, branch];
        if (_reZero)
            operands.Add(context.Parameter("scale", ParameterRole.Scale, new Initialization(InitializerKind.Zeros, 0), 1));
        else if (_layerScale != 0)
            operands.Add(context.Parameter("scale", ParameterRole.Scale, new Initialization(InitializerKind.Constant, _layerScale), branch.Channels));
        if (_layerScale != 0)
            operands[0] = context.Builder.ToChannelsLast(shortcut);
        if (operands.Count > 2)
            scaled *= Argument(2);
        if (_stochasticDepth != 0 && branch.IsSequence)
            context.Report(DiagnosticId.Combination, $"{context.Describe}: StochasticDepth leaves the block out for a whole example, but the steps of a sequence are computed one by one; use Dropout in the block", "StochasticDepth");
        if (context.IsTraining && _stochasticDepth != 0)
        {
            scaled *= Argument(operands.Count);
            operands.Add(Value.MaskOfExamples(new Draw(_stochasticDepth, RandomStream.Of(context.Path))));
        }

        Value sum = context.Builder.Map("sum", (Argument(0) * _scale) + scaled, preservesSign: false, [.. operands]);
        return _activation.Lower(context, sum);
    }

    /// <summary>What is added to the branch; null when nothing fits.</summary>
    private Value? LowerShortcut(LoweringContext context, Value input, Value branch)
    {
        if (input.Shape.SequenceEqual(branch.Shape))
            return input;
        if (EndOfSteps.Report(context, input, branch, "which cannot be added to the steps"))
            return null;
        if (_shortcut == Shortcut.Identity)
        {
            context.Report(
                DiagnosticId.SkipMismatch,
                $"{context.Describe}: the layers turn {Shapes.Text(input)} into {Shapes.Text(branch)}, which cannot be added to the input; keep the shape, or write Shortcut = Shortcut.Projection",
                "Shortcut",
                suggestion: "global::NetCompiler.Shortcut.Projection");
            return null;
        }

        if (Projection.Layers(context.Path, input, branch, _shortcut == Shortcut.NormalizedProjection) is { } layers)
        {
            Value projected = context.LowerBranch(layers, input, static () => null);
            return projected.Dimensions.SequenceEqual(branch.Dimensions) ? projected : projected.Reshaped(branch.Dimensions);
        }

        context.Report(DiagnosticId.SkipMismatch,
            $"{context.Describe}: the layers turn {Shapes.Text(input)} into {Shapes.Text(branch)}, but no stride of a projection takes the positions of the one to those of the other; keep {Shapes.Text(input)} or divide it by a stride, for example with Padding = Padding.Same", "Shortcut");
        return null;
    }
}
