using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>Normalizations: what they take away of a gradient, and where they divide by what may be 0.</summary>
internal sealed partial class BackwardFlow
{
    /// <summary>E[1/‖x‖²] of so many normal numbers is infinite.</summary>
    private const double FewDirections = 2;

    /// <summary>A group that is expected so many times in a batch is not ruled out.</summary>
    private const double Unlikely = 0.05;

    /// <summary>Over the batch each unit is normalised on its own, so that no direction of an example is left out.</summary>
    private static Backflow OfBatchNorm(double energy, double units) => new(energy, energy / units, 0);

    /// <summary>Within an example a normalization leaves two directions out, that of a mean and that of a length, and divides by a variance of so many units.</summary>
    private static double ExampleCorrection(double units) => units >= 4 ? (units - 2) / (units - 3) : 1;

    /// <summary>What small batches add to batch normalization: the reciprocal variance of a few examples is larger on average than that of many.</summary>
    private static double BatchCorrection(double count) => count >= 4 ? (count - 2) / (count - 3) : 2;

    /// <summary>What a normalization within examples leaves of a gradient, and at how many other positions of its map a unit then has the same: of what positions have in common it takes the mean
    /// over a group of channels away, and with the length of the group what goes along with the level of each channel. Where that is all, rounding is left.</summary>
    private (double Left, double Alike) OfLevels(Elementwise map, Signal operand, (Value Value, double Count)? centred, Backflow result)
    {
        double positions = map.Result.Positions;
        int groups = Groups(map);
        if (centred?.Count > positions || groups == 0)
            return (1, result.Alike);
        double channels = Math.Max((double)map.Result.Channels / groups, 1), mean = IsCentring(map) ? 1 / channels : 0, level = LevelOfGroup(operand, mean);
        double common = (1 + result.Alike) / positions, left = Math.Max(1 - (common * (mean + (level / channels))) - (result.Stretching * (1 - level) * (1 - level) / channels), PositionLevels.Rounding);
        double stays = common * Math.Max(1 - mean - (level * (2 - level) / channels), 0);
        return (left, left > PositionLevels.Rounding ? (positions * stays / left) - 1 : -1);
    }

    /// <summary>Of a gradient that positions have in common, slopes that grow or shrink with the value make a part E[∂·x]²/(E[∂²]·E[x²]) along the value; by Stein's lemma E[∂·x] grows with the variance,
    /// so that positions make as much of it as they make of that.</summary>
    private static double Stretching(Elementwise map, Slope slope, Backflow result) =>
        result.Alike > 0 && slope.Square > 0 ? Math.Min((1 + result.Alike) / map.Result.Positions, 1) * slope.Level * slope.Level / slope.Square : 0;

    /// <summary>The share of what a group is divided by that differs from channel to channel, and not from position to position. A mean that is taken away first has its share of it.</summary>
    private static double LevelOfGroup(Signal operand, double mean)
    {
        if (mean >= 1)
            return 0;
        double square = mean > 0 ? operand.Mean * operand.Mean : 0, all = operand.Second - square;
        double level = all > 0 ? Math.Min(Math.Max((operand.Shared * operand.Level) - square, 0) / all, 1) : 0;
        return level * (1 - mean) / (1 - (level * mean));
    }

    /// <summary>What is known of the statistics of an example in a normalization.</summary>
    private IEnumerable<Signal> Statistics(Elementwise map) => map.Operands.Where(operand => operand.PerExample).Select(operand => Forward[operand][0]).Where(signal => signal.IsStatistic);

    /// <summary>How many groups of an example are normalized, each on its own; 0 where none is.</summary>
    private int Groups(Elementwise map) => Statistics(map).Select(statistic => statistic.Groups).DefaultIfEmpty(0).Max();

    /// <summary>The units that are normalized together; 0 where none are.</summary>
    private int UnitsOfGroup(Elementwise map) => Groups(map) is var groups && groups > 0 ? map.Result.Length / groups : 0;

    /// <summary>Whether a mean is taken away, and not only a length.</summary>
    private bool IsCentring(Elementwise map) => Statistics(map).Count() > 1;

    /// <summary>Whether all units of some group in a batch, or all but one, may have one and the same value, as behind a rectifier, so that their spread is that of nothing; or nearly so, where they are
    /// multiples of one or two numbers.</summary>
    private bool MayBeFlat(Elementwise map, Value operand, int run)
    {
        int groups = Groups(map), units = UnitsOfGroup(map);
        Signal signal = Forward[operand][Math.Min(run, Forward[operand].Length - 1)];
        // The length of an example that has so few directions may be any, and the mean of its reciprocal square has no end.
        if (units >= 2 && signal.Turned * FewDirections >= 1 && signal.Shared < signal.Second / 2)
            return true;
        if (units is < 2 or > MostUnits)
            return false;
        double flat = signal.Law.Flat;
        return Forward.Batch * groups * Math.Pow(flat, units - 1) * (flat + (units * (1 - flat))) > Unlikely;
    }

    /// <summary>Larger groups are never flat.</summary>
    private const int MostUnits = 256;
}
