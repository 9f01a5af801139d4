using System.Globalization;
using NetCompiler.Pages;

namespace NetCompiler.Tests.Pages;

public class AxisTests
{
    [Theory]
    [InlineData(-12.3, 0.2)]
    [InlineData(0.01, 0.02)]
    [InlineData(-3, -3)]
    [InlineData(-300, 250)]
    public void An_axis_of_decades_holds_all_values_and_marks_whole_ones(double least, double greatest)
    {
        Axis axis = Axis.OfLog10([least, double.NaN, greatest, double.NegativeInfinity]);
        Assert.True(axis.IsLog10);
        Assert.InRange(axis.At(least), 0, axis.At(greatest));
        Assert.InRange(axis.At(greatest), axis.At(least), 1);
        Assert.InRange(axis.Ticks.Count, 2, 7);
        Assert.All(axis.Ticks, tick => Assert.Equal(axis.At(Math.Round(Math.Log10(Number(tick)))), tick.At, 1e-6));
        Assert.True(double.IsNaN(axis.At(double.NaN)) && double.IsNaN(axis.At(double.NegativeInfinity)));
    }

    [Theory]
    [InlineData(0.12, 2.31)]
    [InlineData(-1.5, -0.25)]
    [InlineData(0, 0)]
    [InlineData(1e-7, 3e-7)]
    [InlineData(12_000, 987_654)]
    public void An_axis_of_numbers_has_zero_on_it_and_marks_round_ones(double least, double greatest)
    {
        Axis axis = Axis.OfNumbers([least, greatest, double.PositiveInfinity]);
        Assert.InRange(axis.At(0), 0, 1);
        Assert.InRange(axis.At(least), 0, 1);
        Assert.InRange(axis.At(greatest), 0, 1);
        Assert.InRange(axis.Ticks.Count, 2, 8);
        Assert.All(axis.Ticks, tick => Assert.Equal(axis.At(Number(tick)), tick.At, 1e-6));
        Assert.Equal(axis.Ticks.Select(tick => tick.Label).Distinct(), axis.Ticks.Select(tick => tick.Label));
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(1, 5)]
    [InlineData(5, 5)]
    [InlineData(6, 5)]
    [InlineData(2000, 48)]
    public void A_spread_is_even_and_has_both_ends(int count, int most)
    {
        int[] places = [.. Spread.Over(count, most)];
        Assert.Equal(Math.Min(count, most), places.Length);
        Assert.Equal(places.Distinct().Order(), places);
        if (count > 1)
            Assert.Equal((0, count - 1), (places[0], places[^1]));
        int[] gaps = [.. places.Zip(places.Skip(1), (one, next) => next - one)];
        Assert.True(gaps.Length == 0 || gaps.Max() - gaps.Min() <= 1);
    }

    private static double Number(Tick tick) => double.Parse(tick.Label, CultureInfo.InvariantCulture);
}
