namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>What the analysis assumes about data and training, which a declaration does not say.</summary>
internal sealed record FlowAssumptions
{
    /// <summary>The mean square of an input element: 1 for standardised data.</summary>
    public double InputSecondMoment { get; init; } = 1;

    /// <summary>Examples of a training step.</summary>
    public int Batch { get; init; } = 64;
}
