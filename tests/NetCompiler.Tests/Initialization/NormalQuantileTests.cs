using NetCompiler.Tests.Kernels;

namespace NetCompiler.Tests.Initialization;

public class NormalQuantileTests
{
    [Fact]
    public void The_quantile_is_the_inverse_of_the_distribution_function()
    {
        // A deviation of dx from the quantile shows in the distribution function as density·dx.
        for (double x = 0.001; x < 6; x += 0.00101)
        {
            DoubleDouble tail = (1 - DoubleDouble.Erf(x / Math.Sqrt(2))) * 0.5;
            double density = Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
            double q = (double)(0.5 - tail);
            double rounding = (double)(0.5 - tail - q) / density;

            Assert.Equal(x, NormalQuantile.Centred(q) + rounding, 1e-11 * x);
            Assert.Equal(-NormalQuantile.Centred(q), NormalQuantile.Centred(-q));
        }
    }

    [Fact]
    public void The_extremes_are_finite()
    {
        // The largest of Philox's arguments, where the tail holds 2^-54.
        const double most = 0.5 - (1.0 / (1L << 54));

        Assert.Equal(8.292361075813596, NormalQuantile.Centred(most), 1e-10);
        Assert.Equal(-8.292361075813596, NormalQuantile.Centred(-most), 1e-10);
    }
}
