using NetCompiler.Generators.Analysis.GradientFlow;
using NetCompiler.Generators.Graph;
using NetCompiler.Generators.Layers;
using static NetCompiler.Generators.Tests.GradientFlow.Declared;

namespace NetCompiler.Generators.Tests.GradientFlow;

/// <summary>Moments of activations of a standard normal variable, from the trees that are compiled.</summary>
public sealed class ActivationTableTests
{
    public static TheoryData<string> Activations => [.. ReferenceTable.Read("activation_table.csv").Rows.Select(row => row["activation"]).Where(name => name != "identity")];

    [Theory]
    [MemberData(nameof(Activations))]
    public void Moments_are_exact(string activation)
    {
        ReferenceTable.Row row = ReferenceTable.Read("activation_table.csv").Rows.Single(other => other["activation"] == activation);
        NetworkModel model = Network(1, DenseReferenceTests.Activation(activation));
        Elementwise map = model.Graph.Operations.OfType<Elementwise>().Single();
        Signal[] input = [Signal.Normal(1, 0, 1, 0.5)];
        var moments = new ElementwiseMoments(new KnownFunction(map.Expression), input);
        Signal result = moments.Result(1, input);
        Slope slope = moments.SlopeOf(0);
        Assert.Equal(row.Number("E_phi"), result.Mean, 1e-5);
        Assert.Equal(row.Number("E_phi2"), result.Second, 3e-4);
        Assert.Equal(row.Number("E_dphi2"), slope.Square, 3e-4);
        Assert.Equal(row.Number("kappa=E_dphi4/E_dphi2^2"), slope.Fourth / (slope.Square * slope.Square), 3e-3);
    }

    /// <summary>The arc-cosine kernel of Cho and Saul 2009: E[max(u, 0)·max(v, 0)] in closed form.</summary>
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.3)]
    [InlineData(0.9)]
    [InlineData(0.99)]
    [InlineData(1.0)]
    public void What_two_examples_have_in_common_is_exact(double correlation)
    {
        Signal[] input = [Signal.Normal(1, 0, 1, correlation)];
        Signal result = new ElementwiseMoments(new KnownFunction(Expressions.Max(Expressions.Argument(0), 0.0)), input).Result(1, input);
        Assert.Equal(SharedByRectifier(correlation), result.Shared, 5e-5);
    }

    /// <summary>Layers of the same values have what was found of the first of them, but not what its examples have in common.</summary>
    [Fact]
    public void What_examples_have_in_common_is_found_for_each_layer()
    {
        var rectifier = new KnownFunction(Expressions.Max(Expressions.Argument(0), 0.0));
        foreach (double correlation in (double[])[0.1, 0.8, 0.5])
        {
            Signal[] input = [Signal.Normal(1, 0, 1, correlation)];
            ElementwiseMoments moments = rectifier.Moments(input);
            Assert.Equal(SharedByRectifier(correlation), moments.Result(1, input).Shared, 5e-5);
            Assert.Equal(correlation, moments.Result(1, input).Correlation);
            Assert.Equal(1 - (Math.Acos(correlation) / Math.PI), moments.SlopeOf(0).Kept, 5e-3);
            Assert.Same(moments, rectifier.Moments(input));
        }
    }

    private static double SharedByRectifier(double correlation)
    {
        double angle = Math.Acos(correlation);
        return (Math.Sin(angle) + ((Math.PI - angle) * correlation)) / (2 * Math.PI);
    }

    /// <summary>max(x, 0) of x with a mean: the kink lies between two nodes.</summary>
    [Theory]
    [InlineData(-1.5)]
    [InlineData(-0.2)]
    [InlineData(0.7)]
    public void Kinks_may_lie_anywhere(double mean)
    {
        Signal[] input = [Signal.Normal(1, mean, 1 + (mean * mean), mean * mean)];
        Slope slope = new ElementwiseMoments(new KnownFunction(Expressions.Max(Expressions.Argument(0), 0.0)), input).SlopeOf(0);
        // The probability that a normal variable with this mean is positive, by its series around 0.
        double probability = 0.5, term = mean / Math.Sqrt(2 * Math.PI);
        for (int n = 0; n < 40; n++)
        {
            probability += term / ((2 * n) + 1);
            term *= -mean * mean / (2 * (n + 1));
        }

        Assert.Equal(probability, slope.Square, 2e-4);
    }
}
