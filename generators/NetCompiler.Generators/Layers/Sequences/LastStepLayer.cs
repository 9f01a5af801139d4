using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Layers.Sequences;

/// <summary>The last step of a sequence.</summary>
internal sealed class LastStepLayer : SequenceLayer
{
    protected override bool SeesLaterSteps => true;

    protected override Value LowerSequence(LoweringContext context, Value input) => context.Builder.Last(input);
}
