using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Layers.Normalization;

/// <summary>Mean and variance over groups of channels of an example and their positions; γ and β have one number per channel. Wu and He 2018.</summary>
internal sealed class GroupNormLayer(LayerArguments arguments) : ExampleNorm(arguments)
{
    private readonly int _groups = arguments.Positive("groups");

    public override IEnumerable<(string Name, double Value)> Options => [("groups", _groups), .. base.Options];

    public override Value Lower(LoweringContext context, Value input)
    {
        if (input.Channels % _groups != 0)
        {
            int largest = Enumerable.Range(1, Math.Min(_groups, input.Channels)).Last(groups => input.Channels % groups == 0);
            context.Report(
                DiagnosticId.OutOfRange,
                $"{context.Describe}: {input.Channels} channels do not make {_groups} equal groups; write a divisor of {input.Channels}, for example GroupNorm({largest})",
                "groups");
            return input;
        }

        Value x = context.Builder.ToChannelsLast(input);
        return Normalize(context, x, _groups, x.Channels);
    }
}
