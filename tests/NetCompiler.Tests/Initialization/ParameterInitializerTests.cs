using System.Collections.Immutable;

namespace NetCompiler.Tests.Initialization;

public class ParameterInitializerTests
{
    [Theory]
    [InlineData(Initializer.Uniform, 0.05, Fan.In, 0.05)]
    [InlineData(Initializer.GlorotUniform, 1.0, Fan.In, 0.1)]
    [InlineData(Initializer.HeUniform, 1.0, Fan.In, 0.12247448713915890)]
    [InlineData(Initializer.HeUniform, 2.0, Fan.Out, 0.34641016151377546)]
    [InlineData(Initializer.LecunUniform, 1.0, Fan.In, 0.08660254037844387)]
    public void Uniform_values_fill_their_interval(Initializer initializer, double scale, Fan fan, double bound)
    {
        double[] values = Values([400, 200], initializer, scale, fan);

        Assert.All(values, value => Assert.InRange(value, -bound, bound));
        Assert.True(values.Max() > 0.999 * bound && values.Min() < -0.999 * bound);
        CheckMoments(values, bound / Math.Sqrt(3), kurtosis: 1.8);
    }

    [Theory]
    [InlineData(Initializer.Normal, 0.05, Fan.In, 0.05)]
    [InlineData(Initializer.GlorotNormal, 1.0, Fan.In, 0.05773502691896258)]
    [InlineData(Initializer.HeNormal, 1.0, Fan.In, 0.07071067811865475)]
    [InlineData(Initializer.HeNormal, 1.0, Fan.Out, 0.1)]
    [InlineData(Initializer.LecunNormal, 3.0, Fan.In, 0.15)]
    public void Normal_values_have_their_deviation(Initializer initializer, double scale, Fan fan, double deviation) =>
        CheckMoments(Values([400, 200], initializer, scale, fan), deviation, kurtosis: 3);

    [Fact]
    public void Truncated_normal_values_stay_within_two_deviations()
    {
        double[] values = Values([400, 200], Initializer.TruncatedNormal, 0.5);

        Assert.All(values, value => Assert.InRange(value, -1, 1));
        CheckMoments(values, 0.5 * 0.8796256610342398, kurtosis: 2.37);
    }

    [Fact]
    public void Taps_of_a_kernel_count_for_both_fans()
    {
        double[] values = Values([3, 3, 16, 32], Initializer.HeUniform);

        double bound = Math.Sqrt(6.0 / (9 * 16));
        Assert.All(values, value => Assert.InRange(value, -bound, bound));
        Assert.True(values.Max() > 0.99 * bound);
    }

    [Fact]
    public void Zeros_constant_and_identity_are_as_they_say()
    {
        Assert.Equal(new double[6], Values([2, 3], Initializer.Zeros));
        Assert.Equal([1.5, 1.5, 1.5], Values([3], Initializer.Constant, 1.5));
        Assert.Equal([2.0, 0, 0, 0, 2, 0], Values([2, 3], Initializer.Identity, 2));
        Assert.Equal([1.0, 0, 0, 1, 0, 0], Values([3, 2], Initializer.Identity));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 7)]
    [InlineData(64, 64)]
    [InlineData(100, 30)]
    [InlineData(30, 100)]
    [InlineData(1, 50)]
    public void Orthogonal_rows_or_columns_are_orthonormal(int rows, int columns)
    {
        double[] values = Values([rows, columns], Initializer.Orthogonal, 1.5);

        bool tall = rows > columns;
        int count = Math.Min(rows, columns);
        int length = Math.Max(rows, columns);
        double Element(int vector, int element) => tall ? values[(element * columns) + vector] : values[(vector * columns) + element];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double product = Enumerable.Range(0, length).Sum(k => Element(i, k) * Element(j, k));
                Assert.Equal(i == j ? 2.25 : 0, product, 1e-12);
            }
        }
    }

    [Fact]
    public void Orthogonal_matrices_are_uniformly_distributed()
    {
        // Of a uniform orthogonal matrix the trace has mean 0 and variance 1, and the square of an element has mean 1/n.
        const int trials = 4000;
        double[][] matrices = [.. Enumerable.Range(0, trials).Select(seed => Values([3, 3], Initializer.Orthogonal, seed: (ulong)seed))];
        double[] traces = [.. matrices.Select(matrix => matrix[0] + matrix[4] + matrix[8])];

        Assert.Equal(0, traces.Average(), 5 / Math.Sqrt(trials));
        Assert.Equal(1, traces.Average(trace => trace * trace), 10 / Math.Sqrt(trials));
        for (int element = 0; element < 9; element++)
        {
            Assert.Equal(0, matrices.Average(matrix => matrix[element]), 5 * 0.58 / Math.Sqrt(trials));
            Assert.Equal(1.0 / 3, matrices.Average(matrix => matrix[element] * matrix[element]), 5 * 0.3 / Math.Sqrt(trials));
        }
    }

    [Theory]
    [InlineData(Initializer.Uniform)]
    [InlineData(Initializer.Normal)]
    [InlineData(Initializer.TruncatedNormal)]
    [InlineData(Initializer.GlorotUniform)]
    [InlineData(Initializer.GlorotNormal)]
    [InlineData(Initializer.HeUniform)]
    [InlineData(Initializer.HeNormal)]
    [InlineData(Initializer.LecunUniform)]
    [InlineData(Initializer.LecunNormal)]
    [InlineData(Initializer.Orthogonal)]
    public void Values_depend_on_the_seed_and_not_on_other_tensors(Initializer initializer)
    {
        var tensor = new ParameterInfo("layers.0.weight", 0, [5, 4], ParameterRole.Weight, initializer);
        ParameterInfo other = tensor with { Name = "layers.1.weight", Offset = 32 };
        float[] alone = Fill<float>(Define(20, tensor), 1);
        float[] both = Fill<float>(Define(52, tensor, other), 1);
        double[] wide = Fill<double>(Define(20, tensor), 1);

        Assert.Equal(alone, both[..20]);
        Assert.Equal(new float[12], both[20..32]);
        Assert.NotEqual(alone, both[32..]);
        Assert.NotEqual(alone, Fill<float>(Define(20, tensor), 2));
        Assert.Equal(alone, wide.Select(value => (float)value));
    }

    [Fact]
    public void Values_are_the_same_on_every_platform()
    {
        Assert.Equal([0.5074568409587079, -0.05191325835277927, 0.8576444972001129], Values([3], Initializer.Uniform));
        Assert.Equal([0.686269530711569, -0.06510959411130511, 1.4670755561555737], Values([3], Initializer.Normal));
        Assert.Equal([0.6500923363541106, -0.06214318270818062, 1.3365224924698536], Values([3], Initializer.TruncatedNormal));
        Assert.Equal(0x317E1D084F58480FUL, Hash([.. Values([300, 100], Initializer.Normal), .. Values([40, 24], Initializer.Orthogonal)]));
    }

    [Fact]
    public void Wrong_lengths_types_and_initialisers_are_refused()
    {
        NetworkDefinition definition = Define(4, new ParameterInfo("w", 0, [2, 2], ParameterRole.Weight, Initializer.Default));

        Assert.Throws<ArgumentException>(() => ParameterInitializer.Initialize<float>(definition, new float[3], 1));
        Assert.Throws<ArgumentException>(() => ParameterInitializer.Initialize<float>(definition, new float[4], 1));
        Assert.Throws<NotSupportedException>(() => ParameterInitializer.Initialize<int>(definition, new int[4], 1));
    }

    // Mean and variance to five standard errors.
    private static void CheckMoments(double[] values, double deviation, double kurtosis)
    {
        double error = 5 / Math.Sqrt(values.Length);
        double variance = deviation * deviation;
        Assert.Equal(0, values.Average(), deviation * error);
        Assert.Equal(variance, values.Average(value => value * value), variance * Math.Sqrt(kurtosis - 1) * error);
    }

    private static ulong Hash(double[] values) =>
        values.Aggregate(0xCBF29CE484222325, (hash, value) => (hash ^ BitConverter.DoubleToUInt64Bits(value)) * 0x00000100000001B3);

    private static double[] Values(ImmutableArray<int> shape, Initializer initializer, double scale = 1, Fan fan = Fan.In, ulong seed = 7)
    {
        var parameter = new ParameterInfo("layers.0.weight", 0, shape, ParameterRole.Weight, initializer, scale, fan);
        return Fill<double>(Define(parameter.Length, parameter), seed);
    }

    private static T[] Fill<T>(NetworkDefinition definition, ulong seed)
        where T : unmanaged
    {
        var values = new T[definition.ParameterVectorLength];
        ParameterInitializer.Initialize<T>(definition, values, seed);
        return values;
    }

    private static NetworkDefinition Define(int length, params ImmutableArray<ParameterInfo> parameters) => new()
    {
        Name = "Test",
        Precision = Precision.Double,
        InputShape = [1],
        Layers = [new LayerDefinition("layers.0", "Dense", [1], [1]) { Parameters = parameters }],
        ParameterVectorLength = length,
    };
}
