using System.Runtime.Intrinsics.X86;
using NetCompiler.Kernels;

namespace NetCompiler.Tests.Kernels;

public sealed class RectifiedProductTests : IDisposable
{
    private readonly List<float[]> _memories = [];

    public void Dispose() => Assert.All(_memories, memory => Assert.True(float.IsNaN(memory[^1]), "The element behind the memory was written."));

    /// <summary>Rows, terms or outputs, and columns of the block that is summed: one panel or some, partly filled last lines, more rows and terms than fit a mask.</summary>
    public static TheoryData<int, int, int> Sizes => new()
    {
        { 1, 1, 96 }, { 32, 64, 96 }, { 33, 7, 97 }, { 64, 17, 112 }, { 65, 63, 113 }, { 100, 130, 127 }, { 129, 65, 128 }, { 257, 16, 225 }, { 40, 200, 333 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Forward_products_leave_out_zeros_of_x(int rows, int inputs, int outputs)
    {
        float[] x = Rectified(rows * inputs, 1), weight = Normal(inputs * outputs, 2), bias = Normal(outputs, 3), y = Canaries(rows * outputs);
        RectifiedProduct.Forward(ref x[0], inputs, ref weight[0], ref bias[0], outputs, ref y[0], Block(rows));
        AssertProduct(y, rows, outputs, (b, n) => bias[n], inputs, (b, n, k) => (x[(b * inputs) + k], weight[(k * outputs) + n]));
        RectifiedProduct.Forward(ref x[0], inputs, ref weight[0], outputs, ref y[0], Block(rows));
        AssertProduct(y, rows, outputs, (b, n) => 0, inputs, (b, n, k) => (x[(b * inputs) + k], weight[(k * outputs) + n]));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Input_gradients_leave_out_zeros_of_dy(int rows, int outputs, int inputs)
    {
        float[] dy = Rectified(rows * outputs, 1), weight = Normal(inputs * outputs, 2), dx = Canaries(rows * inputs);
        RectifiedProduct.InputGradient(ref dy[0], outputs, ref weight[0], inputs, ref dx[0], Block(rows));
        AssertProduct(dx, rows, inputs, (b, k) => 0, outputs, (b, k, n) => (dy[(b * outputs) + n], weight[(k * outputs) + n]));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Weight_gradients_leave_out_zeros_of_dy(int rows, int outputs, int inputs)
    {
        float[] x = Normal(rows * inputs, 1), dy = Rectified(rows * outputs, 2), dw = Canaries(inputs * outputs);
        RectifiedProduct.WeightGradient(ref x[0], inputs, ref dy[0], outputs, ref dw[0], Block(rows, RectifiedSizes.WeightGradient(outputs)));
        AssertProduct(dw, inputs, outputs, (k, n) => 0, rows, (k, n, b) => (dy[(b * outputs) + n], x[(b * inputs) + k]), exactTerms: 64);

        float[] before = Normal(inputs * outputs, 3), after = [.. before, float.NaN];
        RectifiedProduct.WeightGradient(ref x[0], inputs, ref dy[0], outputs, ref after[0], Block(rows, RectifiedSizes.WeightGradient(outputs), accumulates: true));
        AssertProduct(after, inputs, outputs, (k, n) => before[(k * outputs) + n], rows, (k, n, b) => (dy[(b * outputs) + n], x[(b * inputs) + k]), exactTerms: 0);
    }

    [Fact]
    public void Leaving_out_pays_where_rows_and_zeros_are_many()
    {
        float[] half = [.. Enumerable.Range(0, 64 * 100).Select(i => i % 2 == 0 ? 0 : float.NaN)], none = [.. Enumerable.Repeat(float.NaN, 64 * 100)];
        Assert.Equal(Avx2.IsSupported, RectifiedProduct.Pays(ref half[0], 100, 64));
        Assert.Equal(Avx2.IsSupported, RectifiedProduct.PaysForGradient(ref half[0], 100, 64));
        Assert.False(RectifiedProduct.Pays(ref half[0], 100, 31));
        Assert.False(RectifiedProduct.PaysForGradient(ref half[0], 100, 31));
        Assert.False(RectifiedProduct.Pays(ref none[0], 100, 64));
        Assert.False(RectifiedProduct.PaysForGradient(ref none[0], 100, 64));
    }

    [Fact]
    public void Zeros_are_counted_in_rows_all_over_the_block()
    {
        // The second half of the rows has no zeros, so that three quarters of all are other than 0: not more than a product may have, but than a gradient may.
        float[] left = [.. Enumerable.Range(0, 1000 * 8).Select(i => i < 4000 && i % 2 == 0 ? 0f : 1)];
        left[1] = 0;
        Assert.Equal(Avx2.IsSupported, RectifiedProduct.Pays(ref left[0], 8, 1000));
        Assert.False(RectifiedProduct.PaysForGradient(ref left[0], 8, 1000));
    }

    /// <summary>Every element is the sum of its terms in their order, each rounded once, as the dense kernel has it; where parts of a sum are added up in another order, it is close.</summary>
    /// <param name="actual">What was computed, and a canary.</param>
    /// <param name="rows">Rows of the result.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="start">What each sum begins with.</param>
    /// <param name="terms">Terms of a sum.</param>
    /// <param name="factors">The factors of a term.</param>
    /// <param name="exactTerms">The most terms for which the order is known.</param>
    private static void AssertProduct(
        float[] actual, int rows, int columns, Func<int, int, float> start, int terms, Func<int, int, int, (float Left, float Right)> factors, int exactTerms = int.MaxValue)
    {
        for (int r = 0; r < rows; r++)
        {
            for (int c = 0; c < columns; c++)
            {
                float chain = start(r, c);
                double sum = chain, magnitude = Math.Abs(chain);
                for (int t = 0; t < terms; t++)
                {
                    (float left, float right) = factors(r, c, t);
                    chain = MathF.FusedMultiplyAdd(left, right, chain);
                    sum += (double)left * right;
                    magnitude += Math.Abs((double)left * right);
                }

                float value = actual[(r * columns) + c];
                if (Fma.IsSupported && terms <= exactTerms)
                    Assert.Equal(chain, value);
                else
                    Assert.InRange(value, sum - (terms * 1.2e-7 * magnitude), sum + (terms * 1.2e-7 * magnitude));
            }
        }

        Assert.True(float.IsNaN(actual[rows * columns]), "The element behind the result was written.");
    }

    /// <summary>Rows with just the memory that is promised, and a canary behind it, which is read when the test ends.</summary>
    private RowBlock<float> Block(int rows, int length = RectifiedSizes.Product, bool accumulates = false)
    {
        float[] memory = [.. Enumerable.Repeat(float.NaN, length + 1)];
        _memories.Add(memory);
        return new RowBlock<float>(ref memory[0], ref memory[0], ref memory[0], ref memory[0], ref memory[0], frontLength: length, rows, rows, accumulates, scale: 1);
    }

    private static float[] Normal(int length, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (float)(random.NextDouble() + random.NextDouble() - 1))];
    }

    private static float[] Rectified(int length, int seed) => [.. Normal(length, seed).Select(value => Math.Max(value, 0))];

    private static float[] Canaries(int length) => [.. Enumerable.Repeat(float.NaN, length + 1)];
}
