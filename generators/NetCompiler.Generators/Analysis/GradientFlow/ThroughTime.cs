using System.Numerics;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>The squared length of a gradient on its way back through the steps of a scan.</summary>
/// <remarks>The same random matrix G acts in every step, so that what has gone through it k times is orthogonal to what has gone through it j times, and ways of one length add up in
/// amplitude. That is the case as if G were a number e^{iθ}, averaged over all angles θ: E|(a + ρG)ᵀδ|² = ∫|a + ρe^{iθ}|²dθ/2π. For every angle a covariance of the gradients of all
/// carried values is followed from step to step. What fluctuates from step to step, and what comes in from outside, is spread over all angles.</remarks>
internal sealed class ThroughTime
{
    /// <summary>Angles from 0 to π, closer to each other where amplitudes add up.</summary>
    private const int Angles = 24;

    private readonly StepAmplitudes _amplitudes;
    private readonly double[,] _noise;
    private readonly int _count;
    private readonly double _total, _fluctuating;

    /// <summary>Sets up a scan.</summary>
    /// <param name="amplitudes">What one step makes of a gradient on average.</param>
    /// <param name="energy">What it makes of its squared length, by state before and state after.</param>
    public ThroughTime(StepAmplitudes amplitudes, double[,] energy)
    {
        (_amplitudes, _count) = (amplitudes, energy.GetLength(0));
        _noise = new double[_count, _count];
        for (int before = 0; before < _count; before++)
        {
            for (int after = 0; after < _count; after++)
            {
                double common = 0;
                for (int products = 0; products <= StepAmplitudes.Products; products++)
                    common += amplitudes[products, before, after] * amplitudes[products, before, after];
                // Of the part through recurrent weights, what fluctuates becomes smaller with what does not.
                double saturation = amplitudes[0, before, after] != 0 ? 1 : amplitudes.Saturation * amplitudes.Saturation;
                _noise[before, after] = Math.Max((energy[before, after] * saturation) - common, 0);
                (_total, _fluctuating) = (_total + energy[before, after], _fluctuating + _noise[before, after]);
            }
        }
    }

    /// <summary>The share of the squared length of a gradient that fluctuates from step to step.</summary>
    public double Fluctuating => _total > 0 ? _fluctuating / _total : 0;

    /// <summary>Goes from the last step to the first.</summary>
    /// <param name="outside">What comes in from outside at the state behind each step: the squared length, and its share in each step; the first index is the carried value.</param>
    /// <param name="steps">The number of steps.</param>
    /// <param name="isReverse">Whether the scan itself goes from the last step to the first, so that the gradient goes the other way.</param>
    public StepsBack Run((double Energy, StepShares? Shares)[] outside, int steps, bool isReverse)
    {
        double[][] result = [.. Enumerable.Range(0, _count).Select(_ => new double[steps])];
        double[] lasting = new double[_count], lengths = new double[_count], all = new double[_count], fadingNow = new double[_count], fadingPairs = new double[_count], pairs = new double[_count], energies = new double[_count], noise = new double[_count];
        // What comes in at one step alone, or independently at each, needs no account of its own.
        int[] fading = [.. Enumerable.Range(0, _count).Where(carry => outside[carry] is { Energy: > 0, Shares: { Common: > 0, Lasting: < 1 } shares } && shares.Shares.Count(share => share > 0) > 1)];
        AngleFlow[] angles = [.. Enumerable.Range(0, Angles).Select(angle => new AngleFlow(Matrix(angle), fading.Length, Weight(angle)))];
        double scale = 0;
        for (int i = 0; i < steps; i++)
        {
            int step = isReverse ? i : steps - 1 - i, later = isReverse ? step - 1 : step + 1;
            double factor = Math.Pow(10, -scale), size = 0;
            for (int carry = 0; carry < _count; carry++)
            {
                double ratio = 0;
                int account = Array.IndexOf(fading, carry);
                if (outside[carry] is { Energy: > 0, Shares: { } shares })
                {
                    double square = shares.Shares[step] * outside[carry].Energy, before = i > 0 ? shares.Shares[later] * outside[carry].Energy : 0;
                    double own = square > 0 ? square * factor : 0, always = own * shares.Common * shares.Lasting, common = account >= 0 ? own * shares.Common * (1 - shares.Lasting) : 0;
                    ratio = before > 0 ? shares.Persistence * Math.Sqrt(square / before) : 0;
                    double kept = before > 0 ? shares.Persistence * shares.Persistence : 0;
                    pairs[carry] += i > 0 ? AngleFlow.Mean(angles, angle => angle.Ahead(carry, ratio, account)) : 0;
                    foreach (AngleFlow angle in angles)
                        angle.Enter(carry, Math.Sqrt(always), account, ratio, common * (1 - kept), own - always - common);
                }
                else if (i > 0)
                {
                    pairs[carry] += AngleFlow.Mean(angles, angle => angle.Ahead(carry, 0, -1));
                }

                foreach (AngleFlow angle in angles)
                    angle.Gather(carry);
                double last = AngleFlow.Mean(angles, angle => angle.Lasting(carry)), rest = AngleFlow.Mean(angles, angle => angle.Fading(carry));
                fadingPairs[carry] += i > 0 ? Math.Sqrt(Math.Max(fadingNow[carry] * rest, 0)) : 0;
                lengths[carry] += Math.Sqrt(last);
                (lasting[carry], all[carry], fadingNow[carry], energies[carry]) = (lasting[carry] + last, all[carry] + last + rest, rest, last + rest);
                result[carry][step] = Math.Log10(last + rest) + scale;
                size = Math.Max(size, last + rest);
            }

            for (int before = 0; before < _count; before++)
            {
                noise[before] = 0;
                for (int after = 0; after < _count; after++)
                    noise[before] += _noise[before, after] * energies[after];
            }

            // Relative to what is left, so that it may vanish or explode beyond the range of a double.
            double relative = size > 0 && !double.IsInfinity(size) ? 1 / size : 1;
            scale -= Math.Log10(relative);
            foreach (AngleFlow angle in angles)
                angle.Step(noise, relative);
            foreach (double[] sums in new[] { lasting, all, fadingNow, fadingPairs, pairs })
            {
                for (int carry = 0; carry < _count; carry++)
                    sums[carry] *= relative;
            }

            for (int carry = 0; carry < _count; carry++)
                lengths[carry] *= Math.Sqrt(relative);
        }

        return new StepsBack(result, [.. Enumerable.Range(0, _count).Select(carry => Math.Log10(AngleFlow.Mean(angles, angle => angle.Lasting(carry) + angle.Fading(carry))) + scale)])
        {
            Lasting = [.. lasting.Select((part, carry) => all[carry] > 0 ? part / all[carry] * Alike(part, lengths[carry] * lengths[carry], AngleFlow.Mean(angles, angle => angle.Gathered(carry))) : 0)],
            Persistence = [.. pairs.Zip(fadingPairs, (pair, lengths) => lengths > 0 ? Math.Min(Math.Max(pair / lengths, 0), 1) : 0)],
        };
    }

    /// <summary>The mean correlation of what lasts in two steps: recurrent weights turn it, so that it goes along itself only as far as a gate keeps it or the same comes in again.</summary>
    /// <param name="squares">The sum of its squared lengths.</param>
    /// <param name="all">The squared length of its sum if it always went the same way.</param>
    /// <param name="gathered">The squared length of its sum.</param>
    private static double Alike(double squares, double all, double gathered) => all > squares * (1 + 1e-9) ? Math.Min(Math.Max((gathered - squares) / (all - squares), 0), 1) : 1;

    /// <summary>θ = π·u² at the middle of each of as many equal parts of u.</summary>
    private static double Angle(int angle) => Math.PI * (angle + 0.5) * (angle + 0.5) / (Angles * Angles);

    private static double Weight(int angle) => 2 * (angle + 0.5) / (Angles * (double)Angles);

    private Complex[,] Matrix(int angle)
    {
        var matrix = new Complex[_count, _count];
        for (int before = 0; before < _count; before++)
        {
            for (int after = 0; after < _count; after++)
            {
                for (int products = 0; products <= StepAmplitudes.Products; products++)
                    matrix[before, after] += Complex.FromPolarCoordinates(_amplitudes[products, before, after], products * Angle(angle));
            }
        }

        return matrix;
    }
}
