namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>What comes back from one use of a value, or from all: the squared length of a gradient for one example, and what is known of it.</summary>
/// <param name="Energy">The squared length.</param>
/// <param name="Radial">The part of it along the value itself. It is stretched as the length of the signal is, which may grow where the rest shrinks: in a highway of
/// rectifiers, or before a Softplus.</param>
/// <param name="Common">The part of <paramref name="Radial"/> that the other uses of the value have a share of too, so that their amplitudes add up; may be negative.</param>
internal readonly record struct Backflow(double Energy, double Radial, double Common)
{
    /// <summary>The variance of the logarithm of <see cref="Energy"/> over first weights, for networks as narrow as this one; not a number where it may be divided by nothing.</summary>
    public double Spread { get; init; }

    /// <summary>How much less the logarithm of the mean of <see cref="Energy"/> over a batch mostly is than it says: half the variance that its examples share.</summary>
    public double Shortfall { get; init; }

    /// <summary>E[cos²] of the angle between it and that of another example: 1 where they differ by a factor.</summary>
    public double Aligned { get; init; }

    /// <summary>How much of what is not <see cref="Radial"/> a unit above 0 has, relative to the mean of all units. What comes through a product does not depend on the sign of
    /// its input; what comes through a rectifier is on units above 0 alone.</summary>
    public double Positive { get; init; } = 1;

    /// <summary>Of how many the unit that has it is the greatest, where it comes through a maximum: the greater a unit is among all, the more it has.</summary>
    public int Greatest { get; init; } = 1;

    /// <summary>At how many other positions of a feature map a unit has the same gradient: behind a mean over all positions at all of them, so that what they do to a kernel adds up; -1 where the sum over all positions is 0.</summary>
    public double Alike { get; init; }

    /// <summary>The share of it that goes along what a unit has beyond its mean, at all positions of a feature map alike: it would change the length of a channel.</summary>
    public double Stretching { get; init; }

    /// <summary>The correlation of the gradients of two units of an example: 1 behind weights that are one and the same number, negative where they cancel in their sum.</summary>
    public double Together { get; init; }

    /// <summary>How its square is distributed over the units, relative to the mean, by the number at the nodes of the grid that they are functions of; null where that is not known.</summary>
    public double[]? Profile { get; init; }

    /// <summary>What the units are functions of where <see cref="Profile"/> is known.</summary>
    public object? ProfileOf { get; init; }

    /// <summary>How it is spread over the steps of a sequence; null for what is none.</summary>
    public StepShares? Steps { get; init; }
}

/// <summary>The gradient of the loss with respect to the units of a value that are alike, summed over all its uses.</summary>
/// <param name="units">How many units.</param>
internal sealed class ErrorSignal(int units)
{
    /// <summary>Smaller ones count as this, so that the logarithm stays finite.</summary>
    private const double Smallest = 1e-300;

    // Most values have one use.
    private readonly List<Backflow> _uses = new(1);
    private Backflow? _sum;

    /// <summary>How much the part along the value exceeds the share of one direction among all.</summary>
    public double Excess => Sum.Radial - (Sum.Energy / units);

    /// <summary>All uses together.</summary>
    public Backflow Sum => _sum ??= Add();

    /// <summary>Adds what comes back from one use.</summary>
    public void Add(Backflow use)
    {
        _sum = null;
        _uses.Add(use with { Energy = use.Energy > 0 ? Math.Max(use.Energy, Smallest) : 0 });
    }

    private Backflow Add()
    {
        if (_uses.FindIndex(use => use.Energy > 0) is var only && only >= 0 && only == _uses.FindLastIndex(use => use.Energy > 0))
            return _uses[only] with { Radial = Math.Max(_uses[only].Radial, 0) };
        double energy = 0, radial = 0, positive = 0, alike = 0, stretching = 0, together = 0, aligned = 0;
        StepShares? steps = null;
        for (int i = 0; i < _uses.Count; i++)
        {
            steps = StepShares.Together(steps, energy, _uses[i].Steps, _uses[i].Energy);
            energy += _uses[i].Energy;
            radial += _uses[i].Radial;
            positive += _uses[i].Energy * _uses[i].Positive;
            alike += _uses[i].Energy * _uses[i].Alike;
            stretching += _uses[i].Energy * _uses[i].Stretching;
            together += _uses[i].Energy * _uses[i].Together;
            aligned += _uses[i].Energy * _uses[i].Aligned;
        }

        (positive, alike, stretching, together, aligned) = energy > 0 ? (positive / energy, alike / energy, stretching / energy, together / energy, aligned / energy) : (1, 0, 0, 0, 0);

        for (int i = 0; i < _uses.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double common = _uses[i].Common * _uses[j].Common is var product && product > 0 ? 2 * Math.Sign(_uses[i].Common) * Math.Sqrt(product) : 0;
                energy += common;
                radial += common;
            }
        }

        return new Backflow(energy, Math.Max(radial, 0), 0)
        {
            Spread = Spread(energy, use => use.Spread),
            Shortfall = Spread(energy, use => 2 * use.Shortfall) / 2,
            Positive = positive,
            Aligned = aligned,
            Alike = alike,
            Stretching = stretching,
            Together = together,
            Steps = steps,
        };
    }

    /// <summary>What all uses have in common comes from behind; beyond that they fluctuate on their own.</summary>
    private double Spread(double total, Func<Backflow, double> of)
    {
        if (!(total > 0))
            return 0;
        double common = _uses.Where(use => use.Energy > 0).Min(of);
        return double.IsInfinity(common) ? common : common + _uses.Sum(use => Share(use.Energy / total, Math.Max(of(use) - common, 0)));

        // What fluctuates much is small most of the time, so that no more than its share is missing then.
        static double Share(double share, double spread) => double.IsNaN(spread) ? spread : share > 0 && spread > 0 ? Math.Pow(Math.Log(Math.Max(1 - (share * (1 - Math.Exp(-Math.Sqrt(spread)))), 0)), 2) : 0;
    }
}
