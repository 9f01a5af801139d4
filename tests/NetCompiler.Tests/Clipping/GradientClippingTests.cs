using System.Numerics;

namespace NetCompiler.Tests.Clipping;

public class GradientClippingTests
{
    /// <summary>Every clipping, at limits that change nothing, something and everything.</summary>
    public static TheoryData<string, double> All => new MatrixTheoryData<string, double>(
        ["ClipByValue", "ClipByNorm", "ClipByGlobalNorm", "AdaptiveClip"], [1e-3, 0.3, 1.0, 4.0, 1e3]);

    [Theory]
    [MemberData(nameof(All))]
    public void Float_follows_the_definition(string kind, double limit) => FollowsTheDefinition<float>(Clipping(kind, limit), 1e-6);

    [Theory]
    [MemberData(nameof(All))]
    public void Double_follows_the_definition(string kind, double limit) => FollowsTheDefinition<double>(Clipping(kind, limit), 1e-13);

    private static void FollowsTheDefinition<T>(GradientClipping clipping, double tolerance) where T : unmanaged, IFloatingPointIeee754<T>
    {
        int[][] shapes = [[1, 1], [3, 1, 2], [5, 7, 13, 2], [8, 16, 4], [17, 33, 31, 1], [2, 100, 3]];
        foreach (NetworkDefinition definition in shapes.Select(widths => Tensors.Dense(widths)).Append(Tensors.Convolution(3, 7, 5)))
        {
            double[] gradients = Tensors.Draw(definition, 1, 0.7), parameters = Tensors.Draw(definition, 2, 0.4);
            T[] clipped = Array.ConvertAll(gradients, T.CreateChecked);

            double norm = clipping.Apply<T>(definition, clipped, Array.ConvertAll(parameters, T.CreateChecked));

            Assert.Equal(ReferenceClipping.Norm(gradients), norm, 1e-12 * norm);
            double[] expected = ReferenceClipping.Apply(clipping, definition, gradients, parameters);
            for (int i = 0; i < expected.Length; i++)
                Assert.Equal(expected[i], double.CreateChecked(clipped[i]), tolerance * Math.Max(1e-3, Math.Abs(expected[i])));
        }
    }

    [Fact]
    public void The_norm_of_3_and_4_is_5_and_is_clipped_to_1()
    {
        NetworkDefinition definition = Tensors.Dense(2, 1);
        float[] gradients = new float[definition.ParameterVectorLength];
        (gradients[0], gradients[1]) = (3f, -4f);

        Assert.Equal(5.0, GradientClipping.ByGlobalNorm(1.0).Apply(definition, gradients, new float[gradients.Length]));
        Assert.Equal([0.6f, -0.8f], gradients[..2]);
        Assert.Equal(1.0, GradientClipping.ByValue(0.7).Apply(definition, gradients, new float[gradients.Length]), 1e-7);
        Assert.Equal([0.6f, -0.7f], gradients[..2]);
    }

    [Fact]
    public void A_gradient_at_the_limit_stays_as_it_is()
    {
        NetworkDefinition definition = Tensors.Dense(2, 1, 1);
        foreach (GradientClipping clipping in new[] { GradientClipping.ByGlobalNorm(5), GradientClipping.ByNorm(5), GradientClipping.ByValue(4), GradientClipping.Adaptive(5) })
        {
            double[] gradients = new double[definition.ParameterVectorLength], parameters = new double[gradients.Length];
            (gradients[0], gradients[1], parameters[0]) = (3.0, -4.0, 1.0);
            Assert.Equal(5.0, clipping.Apply<double>(definition, gradients, parameters));
            Assert.Equal([3.0, -4.0], gradients[..2]);
        }
    }

    [Fact]
    public void Units_that_start_at_zero_can_move_and_the_last_layer_is_left_alone()
    {
        NetworkDefinition definition = Tensors.Dense(2, 3, 1);
        double[] gradients = [.. Tensors.Draw(definition, 3, 1.0)], before = [.. gradients];
        GradientClipping.Adaptive(0.5).Apply<double>(definition, gradients, new double[gradients.Length]);

        // All weights are zero and count as 10⁻³.
        for (int unit = 0; unit < 3; unit++)
            Assert.Equal(0.5e-3, Math.Sqrt((gradients[unit] * gradients[unit]) + (gradients[unit + 3] * gradients[unit + 3])), 1e-15);
        int last = definition.Parameters[2].Offset;
        Assert.Equal(before[last..], gradients[last..]);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Greatest_and_least_numbers_are_measured_without_overflow(string kind, double limit)
    {
        NetworkDefinition definition = Tensors.Dense(7, 9, 2);
        float[] floats = [.. Tensors.Draw(definition, 4, 1e30).Select(value => (float)value)];
        double norm = Clipping(kind, limit).Apply<float>(definition, floats, new float[floats.Length]);
        Assert.Equal(ReferenceClipping.Norm(Tensors.Draw(definition, 4, 1.0)) * 1e30, norm, 1e24);
        Assert.All(floats, value => Assert.True(float.IsFinite(value)));

        double[] doubles = [.. Tensors.Draw(definition, 4, 1.0).Select(value => value * 1e300)];
        norm = Clipping(kind, limit).Apply<double>(definition, doubles, new double[doubles.Length]);
        Assert.Equal(ReferenceClipping.Norm(Tensors.Draw(definition, 4, 1.0)), norm * 1e-300, 1e-12);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_gradient_that_is_not_finite_is_told_and_left(double value)
    {
        NetworkDefinition definition = Tensors.Dense(5, 6, 3);
        foreach (GradientClipping clipping in new[] { "ClipByValue", "ClipByNorm", "ClipByGlobalNorm", "AdaptiveClip" }.Select(kind => Clipping(kind, 0.1)).Append(GradientClipping.None))
        {
            foreach (int place in definition.Parameters.SelectMany(tensor => new[] { tensor.Offset, tensor.Offset + tensor.Length - 1 }))
            {
                double[] gradients = Tensors.Draw(definition, 5, 1.0);
                gradients[place] = value;
                float[] floats = Array.ConvertAll(gradients, element => (float)element);
                double[] before = [.. gradients];
                Assert.False(double.IsFinite(clipping.Apply<double>(definition, gradients, before)));
                Assert.Equal(before, gradients);
                Assert.False(double.IsFinite(clipping.Apply<float>(definition, floats, new float[floats.Length])));
                Assert.Equal(before, Array.ConvertAll(floats, element => (double)element));
            }
        }
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Limits_are_positive_and_finite(double limit)
    {
        Assert.Contains("must be finite and greater than 0", Assert.Throws<ArgumentOutOfRangeException>(() => GradientClipping.ByNorm(limit)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientClipping.ByValue(limit));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientClipping.ByGlobalNorm(limit));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientClipping.Adaptive(limit));
    }

    [Fact]
    public void Vectors_of_another_length_are_refused() => Assert.Contains(
        "given were 3 gradients and 48 parameters",
        Assert.Throws<ArgumentException>(() => GradientClipping.None.Apply(Tensors.Dense(20, 1), new float[3], new float[48])).Message);

    [Fact]
    public void Clippings_say_what_they_are()
    {
        Assert.Equal("ClipByGlobalNorm(0.5)", GradientClipping.ByGlobalNorm(0.5).ToString());
        Assert.Equal("None", GradientClipping.None.ToString());
    }

    [Fact]
    public void Clipping_allocates_nothing_once_warm()
    {
        NetworkDefinition definition = Tensors.Dense(20, 30, 10);
        float[] gradients = new float[definition.ParameterVectorLength];
        foreach (string kind in new[] { "ClipByValue", "ClipByNorm", "ClipByGlobalNorm", "AdaptiveClip" })
        {
            GradientClipping clipping = Clipping(kind, 1e-3);
            long before = 0;
            for (int i = 0; i < 1100; i++)
            {
                if (i == 100)
                    before = GC.GetAllocatedBytesForCurrentThread();
                gradients.AsSpan().Fill(1f);
                clipping.Apply<float>(definition, gradients, gradients);
            }

            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    private static GradientClipping Clipping(string kind, double limit) => kind switch
    {
        "ClipByValue" => GradientClipping.ByValue(limit),
        "ClipByNorm" => GradientClipping.ByNorm(limit),
        "ClipByGlobalNorm" => GradientClipping.ByGlobalNorm(limit),
        _ => GradientClipping.Adaptive(limit),
    };
}
