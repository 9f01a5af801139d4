using NetCompiler.Interpreter;

namespace NetCompiler.Conformance.Tests.Interpreter;

/// <summary>Against values computed with mpmath in 40 digits.</summary>
public class SpecialFunctionTests
{
    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(1e-300, 1.1283791670955126e-300)]
    [InlineData(1e-10, 1.1283791670955126e-10)]
    [InlineData(0.1, 0.1124629160182849)]
    [InlineData(0.5, 0.52049987781304654)]
    [InlineData(0.99999, 0.84269664183322979)]
    [InlineData(1.0, 0.84270079294971487)]
    [InlineData(1.5, 0.96610514647531073)]
    [InlineData(3.0, 0.99997790950300141)]
    [InlineData(40.0, 1.0)]
    [InlineData(double.PositiveInfinity, 1.0)]
    public void Erf_is_odd_and_accurate(double x, double expected)
    {
        AssertClose(expected, SpecialFunctions.Erf(x), 4e-16);
        AssertClose(-expected, SpecialFunctions.Erf(-x), 4e-16);
    }

    [Theory]
    [InlineData(-3.0, 1.9999779095030014)]
    [InlineData(-0.5, 1.5204998778130465)]
    [InlineData(0.5, 0.47950012218695346)]
    [InlineData(0.99999, 0.15730335816677021)]
    [InlineData(1.0, 0.15729920705028513)]
    [InlineData(1.0001, 0.15725770045147967)]
    [InlineData(1.5, 0.033894853524689273)]
    [InlineData(2.0, 0.0046777349810472658)]
    [InlineData(3.0, 2.2090496998585441e-5)]
    [InlineData(5.0, 1.5374597944280349e-12)]
    [InlineData(5.3, 6.6130818503408109e-14)]
    [InlineData(10.0, 2.0884875837625448e-45)]
    [InlineData(20.7, 2.2085481102488884e-188)]
    [InlineData(26.0, 5.6631924088561428e-296)]
    [InlineData(40.0, 0.0)]
    public void Erfc_keeps_its_relative_accuracy_in_the_tail(double x, double expected) =>
        AssertClose(expected, SpecialFunctions.Erfc(x), 1e-15);

    [Theory]
    [InlineData(-37.0, 5.7255712225245768e-300)]
    [InlineData(-8.0, 6.2209605742717841e-16)]
    [InlineData(-2.0, 0.022750131948179207)]
    [InlineData(-1.0, 0.15865525393145705)]
    [InlineData(0.0, 0.5)]
    [InlineData(1.0, 0.84134474606854295)]
    [InlineData(3.0, 0.99865010196836991)]
    public void The_normal_distribution_keeps_its_relative_accuracy(double x, double expected) =>
        // The rounding of x/√2 alone costs up to x²·2⁻⁵³.
        AssertClose(expected, SpecialFunctions.NormalCdf(x), 1e-15 + (x * x * 2.3e-16));

    [Theory]
    [InlineData(1e-20, 1e-20)]
    [InlineData(1e-8, 1.000000005e-8)]
    [InlineData(-1e-5, -9.9999500001666671e-6)]
    [InlineData(0.3, 0.34985880757600309)]
    [InlineData(-0.7, -0.50341469620859046)]
    [InlineData(0.9999, 1.7180100138671555)]
    [InlineData(-1.5, -0.77686983985157017)]
    [InlineData(5.0, 147.4131591025766)]
    [InlineData(-800.0, -1.0)]
    public void Exponential_minus_one_does_not_cancel(double x, double expected)
    {
        AssertClose(expected, SpecialFunctions.ExpMinusOne(x), 1e-15);
        AssertClose(expected, SpecialFunctions.ExpMinusOne((float)x), 5e-7);
    }

    [Theory]
    [InlineData(1e-20, 1e-20)]
    [InlineData(1e-8, 9.9999999500000005e-9)]
    [InlineData(-1e-5, -1.0000050000333337e-5)]
    [InlineData(0.3, 0.26236426446749104)]
    [InlineData(-0.7, -1.2039728043259358)]
    [InlineData(0.9999, 0.69309717930990365)]
    [InlineData(1.5, 0.91629073187415507)]
    [InlineData(1e10, 23.025850930040457)]
    public void Logarithm_of_one_plus_does_not_cancel(double x, double expected)
    {
        AssertClose(expected, SpecialFunctions.LogOnePlus(x), 1e-15);
        AssertClose(expected, SpecialFunctions.LogOnePlus((float)x), 5e-7);
    }

    [Fact]
    public void Not_a_number_stays_one()
    {
        Assert.True(double.IsNaN(SpecialFunctions.Erf(double.NaN)));
        Assert.True(double.IsNaN(SpecialFunctions.Erfc(double.NaN)));
    }

    private static void AssertClose(double expected, double actual, double relativeError) =>
        Assert.True(Math.Abs(actual - expected) <= relativeError * Math.Abs(expected), $"expected {expected:R}, got {actual:R}");
}
