namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>What is left of a gradient at the first of many steps.</summary>
/// <param name="Steps">The number of steps.</param>
/// <param name="Log10Factor">The decimal logarithm of the length of the gradient of the states at the first step, relative to that at the last.</param>
/// <param name="Spread">The variance of the natural logarithm of its square over first weights.</param>
/// <param name="Kept">The share of a state that a gate keeps from one step to the next; 0 without one.</param>
internal sealed record GradientSpan(int Steps, double Log10Factor, double Spread, double Kept)
{
    /// <summary>Whether something keeps the state.</summary>
    public bool IsGated => Kept > 0;

    /// <summary>How far the logarithm may be off, in decimal digits.</summary>
    public double Uncertainty => FlowAnalysis.Uncertainty(Spread, 0);
}
