namespace NetCompiler.Interpreter;

/// <summary>Where a gradient differs most from one that was measured by finite differences.</summary>
/// <param name="Error">The relative error there.</param>
/// <param name="Index">The index of the element; -1 for an empty gradient.</param>
/// <param name="Expected">The measured derivative.</param>
/// <param name="Actual">The derivative under test.</param>
public readonly record struct GradientDifference(double Error, int Index, double Expected, double Actual);

/// <summary>Measures the gradient of any function by central differences, and compares one that was computed otherwise.</summary>
public static class GradientCheck
{
    /// <summary>Finds where a gradient differs most from the measured one.</summary>
    /// <param name="function">The function; it gets a vector that changes between calls, and must not keep or change it.</param>
    /// <param name="point">Where the gradient was taken. The function must be smooth around it.</param>
    /// <param name="gradient">The gradient under test.</param>
    /// <param name="floor">Errors are relative to the greater of the two derivatives, but at least to this,
    /// since finite differences measure a small derivative with no better absolute accuracy than a large one:
    /// about 1e-12 times the function's value (1e-10 without extrapolation).</param>
    /// <param name="extrapolate">See <see cref="Measure"/>.</param>
    /// <returns>The greatest relative error; NaN where either derivative is NaN.</returns>
    /// <exception cref="ArgumentException">The gradient and the point have different lengths.</exception>
    public static GradientDifference Compare(
        Func<double[], double> function,
        ReadOnlySpan<double> point,
        ReadOnlySpan<double> gradient,
        double floor = 1e-3,
        bool extrapolate = true)
    {
        if (gradient.Length != point.Length)
        {
            throw new ArgumentException(
                $"The gradient has {gradient.Length} elements, but the point has {point.Length}.", nameof(gradient));
        }

        double[] measured = Measure(function, point, extrapolate);
        var worst = new GradientDifference(0.0, -1, 0.0, 0.0);
        for (int i = 0; i < measured.Length; i++)
        {
            double scale = Math.Max(floor, Math.Max(Math.Abs(measured[i]), Math.Abs(gradient[i])));
            double error = Math.Abs(measured[i] - gradient[i]) / scale;
            if (double.IsNaN(error))
                return new GradientDifference(error, i, measured[i], gradient[i]);
            if (i == 0 || error > worst.Error)
                worst = new GradientDifference(error, i, measured[i], gradient[i]);
        }

        return worst;
    }

    /// <summary>Measures a gradient by central differences.</summary>
    /// <param name="function">The function; it gets a vector that changes between calls, and must not keep or change it.</param>
    /// <param name="point">Where to measure. The function must be smooth around it.</param>
    /// <param name="extrapolate">Whether to combine two steps so that the error of the second order cancels:
    /// about 12 correct digits for 4 calls per element, instead of 10 for 2.</param>
    /// <returns>The derivative by every element.</returns>
    public static double[] Measure(Func<double[], double> function, ReadOnlySpan<double> point, bool extrapolate = true)
    {
        ArgumentNullException.ThrowIfNull(function);
        double[] vector = point.ToArray();
        var gradient = new double[vector.Length];
        for (int i = 0; i < vector.Length; i++)
        {
            // The step h that balances the truncation error, hᵖ, against the rounding error, ε/h; p is the formula's order, 4 or 2.
            double relativeStep = Math.Pow(double.BitIncrement(1.0) - 1.0, extrapolate ? 1.0 / 5.0 : 1.0 / 3.0);
            double step = relativeStep * Math.Max(1.0, Math.Abs(vector[i]));
            double coarse = CentralDifference(function, vector, i, step);
            gradient[i] = extrapolate ? ((4.0 * CentralDifference(function, vector, i, step / 2.0)) - coarse) / 3.0 : coarse;
        }

        return gradient;
    }

    private static double CentralDifference(Func<double[], double> function, double[] vector, int index, double step)
    {
        double center = vector[index];
        double right = center + step;
        double left = center - step;
        vector[index] = right;
        double above = function(vector);
        vector[index] = left;
        double below = function(vector);
        vector[index] = center;

        // Divided by the distance as rounded, not by twice the step.
        return (above - below) / (right - left);
    }
}
