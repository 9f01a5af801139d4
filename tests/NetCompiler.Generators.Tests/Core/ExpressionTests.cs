using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Tests.Core;

/// <summary>Constants are folded, so that derivatives come out as a person would write them.</summary>
public sealed class ExpressionTests
{
    private static readonly Expression s_x = Argument(0);
    private static readonly Expression s_y = Argument(1);

    [Fact]
    public void Zeros_and_ones_vanish()
    {
        Assert.Equal(s_x, s_x + 0.0);
        Assert.Equal(s_x, 0.0 + s_x);
        Assert.Equal(s_x, s_x - 0.0);
        Assert.Equal(s_x, 1.0 * s_x);
        Assert.Equal<Expression>(0.0, s_x * 0.0);
        Assert.Equal(s_x, s_x / 1.0);
    }

    [Fact]
    public void Signs_move_outwards_and_cancel()
    {
        Assert.Equal(s_x, -(-s_x));
        Assert.Equal(-s_x, s_x * -1.0);
        Assert.Equal(s_x - s_y, s_x + (-s_y));
        Assert.Equal(s_x + s_y, s_x - (-s_y));
        Assert.Equal(s_y - s_x, -(s_x - s_y));
    }

    [Fact]
    public void Constant_factors_become_one() => Assert.Equal(new Combine(Operator.Multiply, s_x, new Constant(6)), 2.0 * s_x * 3.0);

    [Fact]
    public void A_choice_between_equal_things_is_none() => Assert.Equal(s_x, Where(s_y, 0.0, s_x, s_x));

    [Fact]
    public void A_product_with_a_step_is_a_choice() => Assert.Equal(Where(s_x, 0.0, s_y, 0.0), Where(s_x, 0.0, 1.0, 0.0) * s_y);

    /// <summary>Folding must not change values, only their form.</summary>
    [Fact]
    public void Folding_keeps_values()
    {
        var random = new Random(1);
        for (int i = 0; i < 300; i++)
        {
            (Expression folded, Func<double, double, double> plain) = Grow(random, depth: 5);
            double expected = plain(0.75, -1.25), actual = folded.Evaluate(0.75, -1.25);
            if (double.IsFinite(expected))
                Assert.Equal(expected, actual, 1e-9 * Math.Max(1, Math.Abs(expected)));
        }
    }

    private static (Expression Folded, Func<double, double, double> Plain) Grow(Random random, int depth)
    {
        if (depth == 0 || random.Next(6) == 0)
        {
            double constant = random.Next(-2, 3);
            return random.Next(3) switch { 0 => (s_x, (x, _) => x), 1 => (s_y, (_, y) => y), _ => (constant, (_, _) => constant) };
        }

        (Expression a, var f) = Grow(random, depth - 1);
        (Expression b, var g) = Grow(random, depth - 1);
        return random.Next(6) switch
        {
            0 => (a + b, (x, y) => f(x, y) + g(x, y)),
            1 => (a - b, (x, y) => f(x, y) - g(x, y)),
            2 => (a * b, (x, y) => f(x, y) * g(x, y)),
            3 => (-a, (x, y) => -f(x, y)),
            4 => (Where(a, b, 1.0, -1.0), (x, y) => f(x, y) > g(x, y) ? 1 : -1),
            _ => (a / 2.0, (x, y) => f(x, y) / 2),
        };
    }
}
