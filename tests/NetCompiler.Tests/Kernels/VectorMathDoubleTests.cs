using System.Numerics;
using NetCompiler.Kernels;

namespace NetCompiler.Tests.Kernels;

public class VectorMathDoubleTests
{
    private const double Infinity = double.PositiveInfinity;

    [Fact]
    public void Exp_is_within_2_ulp() => Sample(VectorMath.Exp, DoubleDouble.Exp, 2, -745, 709.7);

    [Fact]
    public void Expm1_is_within_2_ulp() => Sample(VectorMath.Expm1, DoubleDouble.Expm1, 2, -745, 709.7);

    [Fact]
    public void Log_is_within_2_ulp() => Sample(VectorMath.Log, DoubleDouble.Log, 2, double.Epsilon, double.MaxValue);

    [Fact]
    public void Tanh_is_within_2_ulp() => Sample(VectorMath.Tanh, DoubleDouble.Tanh, 2, -Infinity, Infinity);

    [Theory]
    [InlineData(0.3)]
    [InlineData(-2.1)]
    public void A_gated_tanh_is_within_8_ulp(double gate)
    {
        Sample(x => VectorMath.GatedTanh(Vector.Create(gate), x), x => DoubleDouble.Sigmoid(gate) * DoubleDouble.Tanh(x), 8, -Infinity, Infinity);
        Sample(x => VectorMath.GatedTanh(x, Vector.Create(gate)), x => DoubleDouble.Sigmoid(x) * DoubleDouble.Tanh(gate), 8, -700, Infinity);
    }

    [Fact]
    public void Sigmoid_is_within_3_ulp() => Sample(VectorMath.Sigmoid, DoubleDouble.Sigmoid, 3, -745, Infinity);

    [Fact]
    public void Softplus_is_within_2_ulp() => Sample(VectorMath.Softplus, DoubleDouble.Softplus, 2, -745, Infinity);

    [Fact]
    public void Erf_is_within_3_ulp() => Sample(VectorMath.Erf, DoubleDouble.Erf, 3, -Infinity, Infinity);

    [Fact]
    public void Zeros_keep_their_sign_and_limits_are_exact()
    {
        Check(VectorMath.Exp,
            (0, 1), (-0.0, 1), (Infinity, Infinity), (-Infinity, 0), (double.NaN, double.NaN), (709.79, Infinity), (-746, 0));
        Check(VectorMath.Expm1,
            (0, 0), (-0.0, -0.0), (Infinity, Infinity), (-Infinity, -1), (double.NaN, double.NaN), (double.Epsilon, double.Epsilon));
        Check(VectorMath.Log,
            (0, -Infinity), (-0.0, -Infinity), (1, 0), (-1, double.NaN), (Infinity, Infinity),
            (double.NaN, double.NaN), (-Infinity, double.NaN));
        Check(VectorMath.Tanh,
            (0, 0), (-0.0, -0.0), (Infinity, 1), (-Infinity, -1), (double.NaN, double.NaN), (-double.Epsilon, -double.Epsilon), (20, 1));
        Check(VectorMath.Sigmoid, (0, 0.5), (-0.0, 0.5), (Infinity, 1), (-Infinity, 0), (double.NaN, double.NaN));
        Check(VectorMath.Softplus, (Infinity, Infinity), (-Infinity, 0), (double.NaN, double.NaN), (double.MaxValue, double.MaxValue));
        Check(VectorMath.Erf, (0, 0), (-0.0, -0.0), (Infinity, 1), (-Infinity, -1), (double.NaN, double.NaN), (6, 1), (-6, -1));
        Check(VectorMath.Relu, (2, 2), (-2, 0), (Infinity, Infinity), (-Infinity, 0), (double.NaN, double.NaN));
        Check(VectorMath.Sqrt, (4, 2), (2, Math.Sqrt(2)), (-1, double.NaN));
        Check(VectorMath.Abs, (-3, 3), (-Infinity, Infinity));
        Check(x => VectorMath.Min(x, Vector<double>.One), (2, 1), (-2, -2), (double.NaN, double.NaN));
        Check(x => VectorMath.Max(x, Vector<double>.One), (2, 2), (-2, 1), (double.NaN, double.NaN));
        Check(x => VectorMath.Select(Vector.LessThan(x, Vector<double>.One), x, Vector<double>.Zero), (2, 0), (-2, -2));
    }

    private static void Check(Func<Vector<double>, Vector<double>> function, params (double X, double Expected)[] cases)
    {
        foreach ((double x, double expected) in cases)
        {
            double actual = function(Vector.Create(x))[0];
            bool same = double.IsNaN(expected)
                ? double.IsNaN(actual)
                : BitConverter.DoubleToInt64Bits(actual) == BitConverter.DoubleToInt64Bits(expected);
            Assert.True(same, $"f({x:R}) = {actual:R}, not {expected:R}");
        }
    }

    // Numbers of ordinary size, numbers near 0 and near 1, and bit patterns at random, subnormal ones included.
    private static void Sample(
        Func<Vector<double>, Vector<double>> function,
        Func<DoubleDouble, DoubleDouble> reference,
        double bound,
        double least,
        double most)
    {
        var random = new Random(20);
        double worst = 0;
        double where = 0;
        for (int i = 0; i < 12_000; i++)
        {
            double x = (i % 6) switch
            {
                0 => (random.NextDouble() * 2) - 1,
                1 => (random.NextDouble() * 12) - 6,
                2 => (random.NextDouble() * 1600) - 800,
                3 => Math.ScaleB(random.NextDouble() - 0.5, -random.Next(60)),
                4 => 1 + Math.ScaleB(random.NextDouble() - 0.5, -random.Next(52)),
                _ => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue) >> (i % 12 == 5 ? 0 : random.Next(12))),
            };
            if (!(x >= least && x <= most) || double.IsInfinity(x))
                continue;
            double error = Ulps.Error(function(Vector.Create(x))[0], reference(x));
            if (error > worst)
                (worst, where) = (error, x);
        }

        Assert.True(worst <= bound, $"{worst:F3} ulp at {where:R}");
    }
}
