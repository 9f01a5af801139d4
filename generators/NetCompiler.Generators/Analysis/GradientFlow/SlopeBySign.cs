namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>How the derivative ∂ of an elementwise function y of x depends on the sign of y: a rectifier passes all of a gradient that only units above 0 have, and half of one
/// that all have.</summary>
internal sealed class SlopeBySign
{
    private readonly Sums _positive, _rest;
    private readonly double _operandPositive;

    /// <summary>Sums over points.</summary>
    /// <param name="y">The function at each.</param>
    /// <param name="x">The operand.</param>
    /// <param name="slope">The derivative.</param>
    /// <param name="weights">The probabilities.</param>
    public SlopeBySign(double[] y, double[] x, double[] slope, double[] weights)
    {
        double scale = ElementwiseMoments.Largest(y);
        for (int i = 0; i < weights.Length; i++)
        {
            double u = y[i] / scale, square = slope[i] * slope[i] * weights[i];
            var point = new Sums(weights[i], u * u * weights[i], square, square * slope[i] * slope[i], square * u * u, x[i] > 0 ? square : 0);
            if (y[i] > 0)
                _positive += point;
            else
                _rest += point;
            if (x[i] > 0)
                _operandPositive += weights[i];
        }
    }

    /// <summary>The derivative as a gradient meets it that units above 0 have more of, or less.</summary>
    /// <param name="slope">The derivative as one meets it that does not depend on y.</param>
    /// <param name="positive">How much of it a unit of y above 0 has, relative to the mean of all.</param>
    /// <returns>The derivative; how much of it is in the direction of y, relative to the mean of all directions; and how much a unit of x above 0 has of what is passed on.</returns>
    public (Slope Slope, double Output, double Positive) Meeting(Slope slope, double positive)
    {
        double total = _positive.Weight + _rest.Weight;
        if (!(_positive.Weight > 0 && _rest.Weight > 0))
            positive = 1;
        positive = Math.Min(positive, total / _positive.Weight);
        double rest = _rest.Weight > 0 ? (total - (positive * _positive.Weight)) / _rest.Weight : 1;
        Sums even = _positive + _rest, met = (_positive * positive) + (_rest * rest);
        Slope own = slope with
        {
            Square = slope.Square * Ratio(met.Square, even.Square),
            Fourth = slope.Fourth * Ratio(met.Fourth, even.Fourth),
            FromOutput = slope.FromOutput * Ratio(met.FromOutput, even.FromOutput),
        };
        return (own, Ratio(met.Output, even.Output), Ratio(met.OnPositive * total, met.Square * _operandPositive));
    }

    private static double Ratio(double part, double whole) => whole != 0 ? part / whole : 1;

    /// <summary>Probability, and expectations of y², ∂², ∂⁴, ∂²·y² and ∂² where x is above 0.</summary>
    private readonly record struct Sums(double Weight, double Output, double Square, double Fourth, double FromOutput, double OnPositive)
    {
        public static Sums operator +(Sums a, Sums b) => new(
            a.Weight + b.Weight, a.Output + b.Output, a.Square + b.Square, a.Fourth + b.Fourth, a.FromOutput + b.FromOutput, a.OnPositive + b.OnPositive);

        public static Sums operator *(Sums a, double factor) => new(
            a.Weight * factor, a.Output * factor, a.Square * factor, a.Fourth * factor, a.FromOutput * factor, a.OnPositive * factor);
    }
}
