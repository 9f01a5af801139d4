using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>What most seeds have of a gradient: a product of many random factors is mostly less than its mean, by half the variance of its logarithm (Hanin and Nica 2020). Of what differs
/// from example to example a batch has the mean; what its examples share stays.</summary>
internal sealed partial class BackwardFlow
{
    /// <summary>The squared length of the gradient of a value.</summary>
    public double Energy(Value value)
    {
        double sum = 0;
        foreach (ErrorSignal run in this[value])
            sum += run.Sum.Energy;
        return sum;
    }

    /// <summary>The decimal logarithm of the length of the gradient of a value, relative to that of the output, as most seeds have it.</summary>
    public double Log10Error(Value value) => (Math.Log10(Energy(value)) - Log10Scale - (Shortfall(value) / Math.Log(10))) / 2;

    /// <summary>The variance of its logarithm over first weights.</summary>
    public double Spread(Value value) => Mean(value, static run => run.Spread);

    /// <summary>How much less than that of its mean the logarithm of the squared length of the gradient of a value mostly is.</summary>
    public double Shortfall(Value value) => double.IsInfinity(Energy(value)) ? 0 : Mean(value, static run => run.Shortfall);

    /// <summary>E[cos²] of the angle between the gradients of two examples.</summary>
    private double Aligned(Value value) => double.IsInfinity(Energy(value)) ? 0 : Mean(value, static run => run.Aligned);

    /// <summary>A mean over the runs of a value, each as much as it has of the gradient.</summary>
    private double Mean(Value value, Func<Backflow, double> of)
    {
        double total = Energy(value), mean = 0;
        foreach (ErrorSignal run in this[value])
            mean += run.Sum.Energy > 0 ? run.Sum.Energy / total * of(run.Sum) : 0;
        return mean;
    }

    /// <summary>The same behind slopes of which two examples have so much in common.</summary>
    private static double Sloped(double aligned, double kept, double units) => (kept * kept * aligned) + ((1 - (kept * kept)) / units);

    /// <summary>What normal weights add: the squared lengths of two gradients fluctuate together by 2·cos²/n.</summary>
    private static double OfWeights(double aligned, double units) => Math.Log(1 + (2 * aligned / units)) / 2;

    /// <summary>What slopes add: Σ ∂²·δ² of two examples fluctuates together by E[δ²·δ'²] = (1 + 2·cos²)/n² of each unit, as far as they have the same slopes.</summary>
    /// <param name="fluctuation">That of one example, which is three times as much: 3·(κ - 1)/n.</param>
    /// <param name="slope">The slope.</param>
    /// <param name="aligned">E[cos²] of the angle between the gradients of two examples.</param>
    private static double OfSlopes(double fluctuation, Slope slope, double aligned)
    {
        if (double.IsNaN(fluctuation) || double.IsInfinity(fluctuation))
            return 0;
        return Math.Log(1 + (Math.Max(fluctuation, 0) / 3 * (1 + (2 * aligned)) * Same(slope))) / 2;
    }

    /// <summary>How much of the differences between slopes two examples or positions have in common.</summary>
    private static double Same(Slope slope)
    {
        double mean = slope.Square > 0 ? slope.Mean * slope.Mean / slope.Square : 1;
        return mean < 1 ? Math.Min(Math.Max((slope.Kept - mean) / (1 - mean), 0), 1) : 0;
    }

    /// <summary>How many times what weights add to a squared length counts because the positions of a map are alike: 1 + (P - 1)·cos² of two of P.</summary>
    private static double Repeated(int positions, double alike) => positions > 1 && alike > 0 ? 1 + Math.Min(alike * alike / (positions - 1), positions - 1) : 1;

    /// <summary>The same for slopes, as far as positions have the same.</summary>
    private static double Repeated(int positions, double alike, Slope slope) => positions > 1 ? 1 + (Same(slope) * (positions - 1 + (2 * (Repeated(positions, alike) - 1))) / 3) : 1;
}
