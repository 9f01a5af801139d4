using NetCompiler.Interpreter;

namespace NetCompiler.Conformance.Tests.Interpreter;

public class GradientCheckTests
{
    private static readonly double[] s_point = [0.3, -1.2, 250.0, 0.4];

    [Theory]
    [InlineData(true, 1e-11)]
    [InlineData(false, 1e-9)]
    public void A_smooth_function_is_measured_accurately(bool extrapolate, double accuracy) =>
        Assert.InRange(GradientCheck.Compare(Function, s_point, Gradient(), extrapolate: extrapolate).Error, 0.0, accuracy);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_wrong_element_is_named(bool extrapolate)
    {
        double[] gradient = Gradient();
        double right = gradient[1];
        gradient[1] *= 1.0 + 1e-6;

        GradientDifference difference = GradientCheck.Compare(Function, s_point, gradient, extrapolate: extrapolate);

        Assert.Equal(1, difference.Index);
        Assert.InRange(difference.Error, 0.9e-6, 1.1e-6);
        Assert.Equal(gradient[1], difference.Actual);
        Assert.Equal(right, difference.Expected, 1e-8);
    }

    [Fact]
    public void Derivatives_below_the_floor_are_compared_with_the_floor()
    {
        Assert.Equal(0.5, GradientCheck.Compare(_ => 0.0, [1.0], [1e-3], floor: 2e-3).Error, 1e-12);
        Assert.Equal(1.0, GradientCheck.Compare(_ => 0.0, [1.0], [1e-3], floor: 1e-4).Error, 1e-12);
    }

    [Fact]
    public void A_gradient_that_is_not_a_number_never_passes() =>
        Assert.True(double.IsNaN(GradientCheck.Compare(Function, s_point, [double.NaN, 0.0, 0.0, 0.0]).Error));

    [Fact]
    public void The_point_stays_as_it_is()
    {
        double[] point = [.. s_point];
        GradientCheck.Measure(Function, point);
        Assert.Equal(s_point, point);
    }

    [Fact]
    public void Both_lengths_are_named()
    {
        var error = Assert.Throws<ArgumentException>(() => GradientCheck.Compare(Function, s_point, [1.0, 2.0, 3.0]));
        Assert.Contains("3 elements", error.Message);
        Assert.Contains("has 4", error.Message);
    }

    private static double Function(double[] x) => (Math.Sin(x[0]) * Math.Exp(x[1])) + (1e-5 * x[2] * x[2]) + Math.Cos(3.0 * x[3]);

    private static double[] Gradient() =>
    [
        Math.Cos(s_point[0]) * Math.Exp(s_point[1]),
        Math.Sin(s_point[0]) * Math.Exp(s_point[1]),
        2e-5 * s_point[2],
        -3.0 * Math.Sin(3.0 * s_point[3]),
    ];
}
