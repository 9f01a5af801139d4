using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>Normalizations: what they take away of a gradient, and where they divide by what may be 0.</summary>
internal sealed partial class BackwardFlow
{
    /// <summary>A group that is expected so many times in a batch is not ruled out.</summary>
    private const double Unlikely = 0.05;

    /// <summary>Over the batch each unit is normalised on its own, so that no direction of an example is left out.</summary>
    private static Backflow OfBatchNorm(double energy, double units) => new(energy, energy / units, 0);

    /// <summary>Within an example a normalization leaves two directions out, that of a mean and that of a length, and divides by a variance of so many units.</summary>
    private static double ExampleCorrection(double units) => units >= 4 ? (units - 2) / (units - 3) : 1;

    /// <summary>What small batches add to batch normalization: the reciprocal variance of a few examples is larger on average than that of many.</summary>
    private static double BatchCorrection(double count) => count >= 4 ? (count - 2) / (count - 3) : 2;

    /// <summary>Whether each channel of an example is normalized, which takes away what its positions have in common.</summary>
    private bool LevelsChannels(Elementwise map, (Value Value, double Count)? centred) => centred is { Count: var count }
        ? count <= map.Result.Positions
        : map.Operands.Any(operand => Forward[operand][0] is { IsStatistic: true } statistic && statistic.Groups >= map.Result.Channels);

    /// <summary>What is left of a gradient without its mean over the positions of a channel.</summary>
    private static double LeftOfChannel(Elementwise map, Backflow result) => map.Result.Positions > 1 ? Math.Max(1 - ((1 + result.Alike) / map.Result.Positions), 0) : 1;

    /// <summary>Whether all units of some group in a batch, or all but one, may have one and the same value, as behind a rectifier, so that their spread is that of nothing.</summary>
    private bool MayBeFlat(Elementwise map, Value operand, int run)
    {
        int groups = map.Operands.Max(other => Forward[other][0] is { IsStatistic: true } statistic ? statistic.Groups : 0), units = groups > 0 ? map.Result.Length / groups : 0;
        if (units is < 2 or > MostUnits)
            return false;
        double flat = Forward[operand][Math.Min(run, Forward[operand].Length - 1)].Law.Flat;
        return Forward.Batch * groups * Math.Pow(flat, units - 1) * (flat + (units * (1 - flat))) > Unlikely;
    }

    /// <summary>Larger groups are never flat.</summary>
    private const int MostUnits = 256;
}
