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
    /// <returns>The decimal logarithm of the squared length of the gradient of each carried value behind each step, and of what each begins with.</returns>
    public (double[][] Behind, double[] Begun) Run((double Energy, StepShares? Shares)[] outside, int steps, bool isReverse)
    {
        double[][] result = [.. Enumerable.Range(0, _count).Select(_ => new double[steps])];
        // What comes in at one step alone, or independently at each, needs no account of its own.
        int[] lasting = [.. Enumerable.Range(0, _count).Where(carry => outside[carry] is { Energy: > 0, Shares: { Common: > 0 } shares } && shares.Shares.Count(share => share > 0) > 1)];
        Covariance[] covariances = [.. Enumerable.Range(0, Angles).Select(angle => new Covariance(Matrix(angle), lasting.Length))];
        double scale = 0;
        for (int i = 0; i < steps; i++)
        {
            int step = isReverse ? i : steps - 1 - i, later = isReverse ? step - 1 : step + 1;
            double factor = Math.Pow(10, -scale);
            for (int carry = 0; carry < _count; carry++)
            {
                if (outside[carry] is not { Energy: > 0, Shares: { } shares })
                    continue;
                double square = shares.Shares[step] * outside[carry].Energy, before = i > 0 ? shares.Shares[later] * outside[carry].Energy : 0;
                double own = square > 0 ? square * factor : 0;
                int account = Array.IndexOf(lasting, carry);
                double common = account >= 0 ? shares.Common : 0, ratio = before > 0 ? shares.Persistence * Math.Sqrt(square / before) : 0;
                double kept = before > 0 ? shares.Persistence * shares.Persistence : 0;
                foreach (Covariance covariance in covariances)
                {
                    if (account >= 0)
                        covariance.Enter(carry, _count + account, ratio, own * common * (1 - kept));
                    covariance.Enter(carry, own * (1 - common));
                }
            }

            double[] energy = [.. Enumerable.Range(0, _count).Select(carry => Mean(covariances, carry))];
            for (int carry = 0; carry < _count; carry++)
                result[carry][step] = Math.Log10(energy[carry]) + scale;
            double[] noise = [.. Enumerable.Range(0, _count).Select(before => Enumerable.Range(0, _count).Sum(after => _noise[before, after] * energy[after]))];
            // Relative to what is left, so that it may vanish or explode beyond the range of a double.
            double size = energy.Max();
            double relative = size > 0 && !double.IsInfinity(size) ? 1 / size : 1;
            scale -= Math.Log10(relative);
            foreach (Covariance covariance in covariances)
                covariance.Step(noise, relative);
        }

        return (result, [.. Enumerable.Range(0, _count).Select(carry => Math.Log10(Mean(covariances, carry)) + scale)]);
    }

    private static double Mean(Covariance[] covariances, int carry)
    {
        double sum = 0;
        for (int angle = 0; angle < Angles; angle++)
            sum += Weight(angle) * covariances[angle].Energy(carry);
        return sum;
    }

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

    /// <summary>For one angle, the covariance of the gradients of all carried values, and of what some of them have got from outside.</summary>
    private sealed class Covariance(Complex[,] step, int accounts)
    {
        private readonly int _count = step.GetLength(0), _size = step.GetLength(0) + accounts;
        private readonly Complex[,] _values = new Complex[step.GetLength(0) + accounts, step.GetLength(0) + accounts];
        private readonly Complex[,] _next = new Complex[step.GetLength(0) + accounts, step.GetLength(0) + accounts];

        public double Energy(int carry) => _values[carry, carry].Real;

        /// <summary>Lets in what is this step's alone.</summary>
        public void Enter(int carry, double square) => _values[carry, carry] += square;

        /// <summary>Lets in what lasts.</summary>
        /// <param name="carry">To which value.</param>
        /// <param name="account">The account of it.</param>
        /// <param name="ratio">What it is of that of the step before, in amplitude.</param>
        /// <param name="square">The squared length of what is new in it.</param>
        public void Enter(int carry, int account, double ratio, double square)
        {
            for (int i = 0; i < _size; i++)
            {
                _values[account, i] *= ratio;
                _values[i, account] *= ratio;
            }

            _values[account, account] += square;
            for (int i = 0; i < _size; i++)
                _values[carry, i] += _values[account, i];
            for (int i = 0; i < _size; i++)
                _values[i, carry] += _values[i, account];
        }

        /// <summary>Goes back one step.</summary>
        /// <param name="noise">The squared length of what fluctuates, for each value.</param>
        /// <param name="scale">What everything is multiplied with then.</param>
        public void Step(double[] noise, double scale)
        {
            for (int i = 0; i < _size; i++)
            {
                for (int j = 0; j < _size; j++)
                {
                    Complex sum = i < _count ? Complex.Zero : _values[i, j];
                    for (int k = 0; i < _count && k < _count; k++)
                        sum += step[i, k] * _values[k, j];
                    _next[i, j] = sum;
                }
            }

            for (int i = 0; i < _size; i++)
            {
                for (int j = 0; j < _size; j++)
                {
                    Complex sum = j < _count ? Complex.Zero : _next[i, j];
                    for (int k = 0; j < _count && k < _count; k++)
                        sum += _next[i, k] * Complex.Conjugate(step[j, k]);
                    _values[i, j] = (i == j && i < _count ? sum + noise[i] : sum) * scale;
                }
            }
        }
    }
}
