using NetCompiler.Interpreter;

namespace NetCompiler.Conformance.Tests.Interpreter;

/// <summary>Every operation of the tape against central differences, through a weighted sum of its results.</summary>
public class OperationTests
{
    private static readonly Dictionary<string, Func<Variable<double>, Variable<double>>> s_operations = new()
    {
        ["exp"] = x => x.Exp(),
        ["log"] = x => (2.0 + x).Log(),
        ["sqrt"] = x => (2.0 + x).Sqrt(),
        ["tanh"] = x => x.Tanh(),
        ["sigmoid"] = x => x.Sigmoid(),
        ["softplus"] = x => x.Softplus(),
        ["erf"] = x => x.Erf(),
        ["normal"] = x => x.NormalCdf(),
        ["abs"] = x => x.Abs(),
        ["clamp"] = x => x.Clamp(-0.5, 0.4),
        ["rectify"] = x => x.Rectify(0.3),
        ["exponential unit"] = x => x.ExponentialUnit(1.7, 0.6),
        ["softsign"] = x => x.Softsign(),
        ["huber"] = x => x.Huber(0.45),
        ["negate"] = x => -x,
        ["subtract from constant"] = x => 3.0 - x,
        ["maximum"] = x => x.Maximum(-0.6 * x),
        ["minimum"] = x => x.Minimum(-0.6 * x),
        ["select"] = x => x.IsPositive().Select(x, x.Exp()) * x,
        ["divide"] = x => x.Exp() / (3.0 + x),
        ["sum over batch"] = x => x.Sum(0),
        ["sum over features"] = x => x.Sum(-1),
        ["mean over batch"] = x => x.Mean(0),
        ["mean over features"] = x => x.Mean(1),
        ["mean"] = x => x.Mean(),
        ["sum along the middle"] = x => x.Reshape(2, 3, 2).Sum(1),
        ["softmax"] = x => x.Softmax(),
        ["log softmax"] = x => (3.0 * x).LogSoftmax(),
        ["gather"] = x => x.Gather([2, 0, 2, 1]),
        ["matrix product"] = x => x.MatMul(x.Reshape(3, 4)),
        ["matrix products"] = x => x.MatMul(x.Exp().Reshape(3, 4)) * x.MatMul(x.Reshape(3, 4)),
        ["matrix products with the same right side"] = x => x.Exp().Reshape(3, 4).MatMul(x) * x.Reshape(3, 4).MatMul(x),
    };

    public static TheoryData<string> Names => [.. s_operations.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_agree_with_central_differences(string name)
    {
        double[] point = Definitions.Numbers(12);
        var tape = new Tape<double>();
        Variable<double> x = tape.Parameter(point, 4, 3);
        tape.Backward(WeightedSum(name, x));

        GradientDifference difference = GradientCheck.Compare(
            values => WeightedSum(name, new Tape<double>().Parameter(values, 4, 3)).Values[0], point, x.Gradient);

        Assert.True(difference.Error < 1e-9, difference.ToString());
        Assert.Contains(x.Gradient.ToArray(), slope => slope != 0.0);
    }

    [Fact]
    public void Reductions_drop_their_axis()
    {
        Variable<double> x = new Tape<double>().Constant([1, 2, 3, 4, 5, 6], 2, 3);

        Assert.Equal([5, 7, 9], x.Sum(0).Values.ToArray());
        Assert.Equal([6, 15], x.Sum(-1).Values.ToArray());
        Assert.Equal([2.5, 3.5, 4.5], x.Mean(0).Values.ToArray());
        Assert.Equal([2, 5], x.Mean(1).Values.ToArray());
        Assert.Equal([21], x.Sum().Values.ToArray());
        Assert.Equal([3.5], x.Mean().Values.ToArray());
        Assert.Equal(0, x.Sum().Shape.Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => x.Sum(2));
    }

    [Fact]
    public void A_matrix_product_multiplies_rows_by_columns()
    {
        var tape = new Tape<double>();
        Variable<double> product = tape.Constant([1, 2, 3, 4, 5, 6], 2, 3).MatMul(tape.Constant([7, 8, 9, 10, 11, 12], 3, 2));
        Assert.Equal([58, 64, 139, 154], product.Values.ToArray());

        var error = Assert.Throws<ArgumentException>(() => tape.Constant([1, 2], 1, 2).MatMul(tape.Constant([1, 2, 3], 3, 1)));
        Assert.Contains("[1, 2] and [3, 1]", error.Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(33)]
    public void Long_rows_are_multiplied_to_the_last_element(int inner)
    {
        double[] a = Definitions.Numbers(2 * inner, seed: 1);
        double[] b = Definitions.Numbers(inner * inner, seed: 2);
        var tape = new Tape<double>();
        Variable<double> left = tape.Parameter(a, 2, inner);
        Variable<double> right = tape.Parameter(b, inner, inner);
        Variable<double> product = left.MatMul(right);
        tape.Backward(product.Sum());

        for (int row = 0; row < 2; row++)
        {
            for (int column = 0; column < inner; column++)
            {
                double expected = Enumerable.Range(0, inner).Sum(k => a[(row * inner) + k] * b[(k * inner) + column]);
                Assert.Equal(expected, product.Values[(row * inner) + column], 1e-13);
            }
        }

        for (int k = 0; k < inner; k++)
        {
            Assert.Equal(Enumerable.Range(0, inner).Sum(column => b[(k * inner) + column]), left.Gradient[k], 1e-13);
            Assert.Equal(a[k] + a[inner + k], right.Gradient[k * inner], 1e-13);
        }
    }

    [Fact]
    public void Equal_elements_share_the_gradient_of_their_maximum()
    {
        var tape = new Tape<double>();
        Variable<double> left = tape.Parameter([1, 2, 3], 3);
        Variable<double> right = tape.Parameter([2, 2, 2], 3);
        tape.Backward(left.Maximum(right).Sum());

        Assert.Equal([0, 0.5, 1], left.Gradient.ToArray());
        Assert.Equal([1, 0.5, 0], right.Gradient.ToArray());
    }

    [Fact]
    public void Large_logits_do_not_overflow()
    {
        Variable<double> x = new Tape<double>().Constant([1000, 1001, 999, -1000, -1000, -1e5], 2, 3);

        Assert.Equal(
            [0.24472847105479765, 0.66524095577482189, 0.090030573170380458, 0.5, 0.5, 0.0],
            x.Softmax().Values.ToArray(),
            Close(1e-15));
        Assert.Equal(
            [-1.4076059644443803, -0.4076059644443803, -2.4076059644443803, -Math.Log(2), -Math.Log(2), -99000 - Math.Log(2)],
            x.LogSoftmax().Values.ToArray(),
            Close(1e-12));
    }

    // The example in PyTorch's documentation of Upsample.
    [Fact]
    public void Interpolation_gives_what_is_documented()
    {
        Variable<double> x = new Tape<double>().Constant([1, 2, 3, 4], 1, 1, 2, 2);

        Assert.Equal([1, 1.25, 1.75, 2, 1.5, 1.75, 2.25, 2.5, 2.5, 2.75, 3.25, 3.5, 3, 3.25, 3.75, 4], x.Interpolate(2, 2).Values.ToArray());
        Assert.Equal([1, 1.25, 1.75, 2, 3, 3.25, 3.75, 4], x.Interpolate(1, 2).Values.ToArray());
    }

    [Fact]
    public void Only_a_scalar_of_the_same_tape_is_differentiated()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Parameter([1, 2], 2);

        Assert.Contains("[2]", Assert.Throws<ArgumentException>(() => tape.Backward(x)).Message);
        Assert.Throws<ArgumentException>(() => new Tape<double>().Backward(x.Sum()));
        Assert.Throws<ArgumentException>(() => x + new Tape<double>().Constant([1, 2], 2));
        Assert.Throws<ArgumentException>(() => x.Reshape(3));
    }

    // The weights differ, so that a gradient that ends up at the wrong element shows.
    private static Variable<double> WeightedSum(string name, Variable<double> x)
    {
        Variable<double> y = s_operations[name](x);
        return (y * y.Tape.Constant(Definitions.Numbers(y.Length, scale: 2.0, seed: 3), y.Shape)).Sum();
    }

    private static EqualityComparer<double> Close(double tolerance) =>
        EqualityComparer<double>.Create((a, b) => Math.Abs(a - b) <= tolerance, value => value.GetHashCode());
}
