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

    /// <summary>What a normalization within examples leaves of a gradient, and at how many other positions of its map a unit then has the same: of what positions have in common it takes the mean
    /// over a group of channels away, and with the length of the group what goes along with the level of each channel.</summary>
    private (double Left, double Alike) OfLevels(Elementwise map, Signal operand, (Value Value, double Count)? centred, Backflow result)
    {
        double positions = map.Result.Positions;
        Signal[] statistics = [.. map.Operands.Where(other => other.PerExample).Select(other => Forward[other][0]).Where(other => other.IsStatistic)];
        double groups = centred is { Count: var count } ? (count <= positions ? map.Result.Channels : 0) : statistics.Select(statistic => statistic.Groups).DefaultIfEmpty(0).Max();
        if (groups == 0)
            return (1, result.Alike);
        double channels = Math.Max(map.Result.Channels / groups, 1), mean = centred is not null || statistics.Length > 1 ? 1 / channels : 0;
        double level = (operand.Shared * operand.Level) - (mean > 0 ? operand.Mean * operand.Mean : 0), all = mean > 0 ? operand.Variance : operand.Second;
        // A group's own mean is not part of what it is divided by.
        level = all > 0 ? Math.Min(Math.Max(level, 0) / all, 1) : 0;
        level = mean < 1 ? level * (1 - mean) / (1 - (level * mean)) : 0;
        double common = (1 + result.Alike) / positions, left = Math.Max(1 - (common * (mean + (level / channels))), 0);
        double stays = common * Math.Max(1 - mean - (level * (2 - level) / channels), 0);
        return (left, left > 0 ? (positions * stays / left) - 1 : -1);
    }

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
