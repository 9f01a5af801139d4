using NetCompiler.Interpreter;

namespace NetCompiler.Conformance.Tests.Interpreter;

public class BroadcastTests
{
    private readonly Tape<double> _tape = new();

    [Fact]
    public void A_vector_is_added_to_every_row_and_gathers_the_columns_gradients()
    {
        Variable<double> matrix = _tape.Parameter([1, 2, 3, 4, 5, 6], 2, 3);
        Variable<double> vector = _tape.Parameter([10, 20, 30], 3);
        Variable<double> sum = matrix + vector;

        Assert.Equal([2, 3], sum.Shape.ToArray());
        Assert.Equal([11, 22, 33, 14, 25, 36], sum.Values.ToArray());

        _tape.Backward((sum * _tape.Constant([1, 2, 3, 4, 5, 6], 2, 3)).Sum());
        Assert.Equal([1, 2, 3, 4, 5, 6], matrix.Gradient.ToArray());
        Assert.Equal([5, 7, 9], vector.Gradient.ToArray());
    }

    [Fact]
    public void A_column_is_repeated_along_rows()
    {
        Variable<double> column = _tape.Parameter([2, 3], 2, 1);
        Variable<double> row = _tape.Parameter([5, 7, 11], 1, 3);
        Variable<double> product = column * row;

        Assert.Equal([2, 3], product.Shape.ToArray());
        Assert.Equal([10, 14, 22, 15, 21, 33], product.Values.ToArray());

        _tape.Backward(product.Sum());
        Assert.Equal([23, 23], column.Gradient.ToArray());
        Assert.Equal([5, 5, 5], row.Gradient.ToArray());
    }

    [Fact]
    public void A_middle_dimension_is_repeated()
    {
        Variable<double> cube = _tape.Parameter([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], 2, 3, 2);
        Variable<double> thin = _tape.Parameter([100, 200, 300, 400], 2, 1, 2);
        Variable<double> difference = cube - thin;

        Assert.Equal([-99, -198, -97, -196, -95, -194, -293, -392, -291, -390, -289, -388], difference.Values.ToArray());

        _tape.Backward((difference * cube).Sum());
        Assert.Equal([-9, -12, -27, -30], thin.Gradient.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_scalar_meets_every_element(int rank)
    {
        Variable<double> scalar = _tape.Parameter([2], [.. Enumerable.Repeat(1, rank)]);
        Variable<double> vector = _tape.Parameter([4, 6, 8], 3);
        Variable<double> quotient = vector / scalar;

        Assert.Equal([2, 3, 4], quotient.Values.ToArray());

        _tape.Backward(quotient.Sum());
        Assert.Equal([-4.5], scalar.Gradient.ToArray());
        Assert.Equal([0.5, 0.5, 0.5], vector.Gradient.ToArray());
    }

    [Fact]
    public void Two_scalars_make_a_scalar()
    {
        Variable<double> product = _tape.Parameter([3.0]) * _tape.Parameter([4.0]);

        Assert.Equal(0, product.Shape.Length);
        Assert.Equal([12], product.Values.ToArray());
    }

    [Fact]
    public void A_variable_used_twice_gathers_both_gradients()
    {
        Variable<double> x = _tape.Parameter([3], 1);
        _tape.Backward(x * x * x);
        Assert.Equal([27], x.Gradient.ToArray());
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_named()
    {
        var error = Assert.Throws<ArgumentException>(() => _tape.Parameter([1, 2, 3], 3) + _tape.Parameter([1, 2, 3, 4], 2, 2));
        Assert.Contains("[3] and [2, 2]", error.Message);
    }
}
