using System.Collections.Immutable;
using NetCompiler.Tests.Training;

namespace NetCompiler.Tests.Metrics;

public class MetricTests
{
    private static double Measure(Metric metric, string loss, params (double[] Output, double[] Target)[] examples)
    {
        NetworkDefinition definition = new LinearNetwork<float>(1, examples[0].Output.Length, loss).Definition;
        metric.Start(definition);
        metric.Add(new double[examples[0].Output.Length], new double[examples[0].Target.Length]);
        // Starting again forgets the example above.
        metric.Start(definition);
        foreach ((double[] output, double[] target) in examples)
            metric.Add(output, target);
        return metric.Value;
    }

    [Fact]
    public void Accuracy_reads_class_indices() =>
        Assert.Equal(0.75, Measure(new Accuracy(), "SoftmaxCrossEntropy", ([1, 3, 2], [1]), ([-5, -7, -6], [0]), ([0, 0, 9], [2]), ([5, 1, 9], [0])));

    [Fact]
    public void Exact_match_asks_for_every_step() =>
        Assert.Equal(0.5, Measure(new ExactMatch(), "SoftmaxCrossEntropy", ([1, 3, 2, 0], [1, 0]), ([1, 3, 0, 2], [1, 0]), ([1, 3], [1]), ([3, 1], [1])));

    [Fact]
    public void Exact_match_needs_indices() =>
        Assert.Contains("MeanSquaredError", Assert.Throws<ArgumentException>(() => Measure(new ExactMatch(), "MeanSquaredError", ([1], [1]))).Message, StringComparison.Ordinal);

    [Fact]
    public void Accuracy_reads_probabilities() =>
        Assert.Equal(0.5, Measure(new Accuracy(), "SoftmaxCrossEntropy", ([1, 3, 2], [0.1, 0.5, 0.4]), ([1, 3, 2], [0.5, 0.1, 0.4])));

    [Fact]
    public void Accuracy_reads_binary_logits() =>
        Assert.Equal(5.0 / 6, Measure(new Accuracy(), "BinaryCrossEntropyWithLogits", ([0.1, -0.1, 3], [1, 0, 0]), ([-2, 4, 0], [0, 1, 0])), 12);

    [Fact]
    public void Accuracy_of_one_binary_logit_is_not_an_index() =>
        Assert.Equal(0.5, Measure(new Accuracy(), "BinaryCrossEntropyWithLogits", ([0.3], [1]), ([0.3], [0])));

    [Fact]
    public void Accuracy_reads_a_row_of_classes_per_index() =>
        Assert.Equal(0.5, Measure(new Accuracy(), "SoftmaxCrossEntropy", ([1, 0, 5, 6], [0, 0])));

    [Theory]
    [InlineData(1, 0.25)]
    [InlineData(2, 0.5)]
    [InlineData(3, 1.0)]
    public void Top_k_counts_the_k_greatest(int k, double expected) => Assert.Equal(
        expected,
        Measure(new TopKAccuracy(k), "SoftmaxCrossEntropy", ([1, 3, 2], [1]), ([1, 3, 2], [2]), ([1, 3, 2], [0]), ([1, 1, 1], [2])));

    [Fact]
    public void Ignored_targets_are_left_out()
    {
        NetworkDefinition definition = OfSteps("SoftmaxCrossEntropy", 2, ImmutableDictionary<string, double>.Empty.Add("ignoreIndex", -1));
        foreach (Metric metric in new Metric[] { new Accuracy(), new TopKAccuracy(1) })
        {
            metric.Start(definition);
            metric.Add([1, 2, 4, 3, 0, 1], [-1, 0, 0]);
            Assert.Equal(0.5, metric.Value);
        }
    }

    /// <summary>A network of three steps, with a loss at each.</summary>
    private static NetworkDefinition OfSteps(string loss, int outputs, ImmutableDictionary<string, double>? options = null) => new()
    {
        Name = "Answers",
        Precision = Precision.Double,
        InputShape = [3, 1],
        ParameterVectorLength = 0,
        Layers = [new LayerDefinition("layers.0", "Dense", [3, 1], [3, outputs])],
        Loss = new LossDefinition(loss, 3) { IsPerStep = true, Options = options ?? ImmutableDictionary<string, double>.Empty },
    };

    [Fact]
    public void Probabilities_of_every_step_are_a_decision_each()
    {
        foreach (Metric metric in new Metric[] { new Accuracy(), new TopKAccuracy(1) })
        {
            metric.Start(OfSteps("SoftmaxCrossEntropy", 2, ImmutableDictionary<string, double>.Empty.Add("probabilities", 1)));
            metric.Add([1, 2, 4, 3, 0, 1], [0.2, 0.8, 0.9, 0.1, 0.7, 0.3]);
            metric.Add([1, 2], [0.2, 0.8]);
            Assert.Equal(0.75, metric.Value);
        }
    }

    [Fact]
    public void R_squared_of_sequences_is_that_of_all_steps()
    {
        var metric = new RSquared();
        metric.Start(OfSteps("MeanSquaredError", 2));
        metric.Add([1, 5, 3, 5, 4, 5], [1, 4, 3, 5, 5, 6]);
        Assert.Equal((1 - (1.0 / 8) + 0.0) / 2, metric.Value, 12);
        // A shorter sequence adds the steps that it has.
        metric.Add([3, 5, 3, 5], [3, 5, 3, 5]);
        Assert.Equal((1 - (1.0 / 8) + 0.0) / 2, metric.Value, 12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_decision_over_NaN_is_wrong(double label)
    {
        Assert.Equal(0.0, Measure(new Accuracy(), "SoftmaxCrossEntropy", ([double.NaN, double.NaN], [label]), ([double.NaN, 1], [label]), ([1, double.NaN], [label])));
        Assert.Equal(0.0, Measure(new Accuracy(), "BinaryCrossEntropyWithLogits", ([double.NaN], [label])));
        Assert.Equal(0.0, Measure(new TopKAccuracy(5), "SoftmaxCrossEntropy", ([double.NaN, double.NaN], [label])));
        Assert.Equal(label, Measure(new TopKAccuracy(2), "SoftmaxCrossEntropy", ([double.NaN, 1, 0], [label])));
    }

    [Fact]
    public void Top_k_reads_probabilities() =>
        Assert.Equal(0.5, Measure(new TopKAccuracy(2), "SoftmaxCrossEntropy", ([1, 3, 2], [0, 0, 1]), ([1, 3, 2], [1, 0, 0])));

    [Fact]
    public void Mae_is_the_mean_distance() => Assert.Equal(1.5, Measure(new Mae(), "MeanSquaredError", ([1, 2], [2, 2]), ([0, 0], [-2, 3])));

    [Fact]
    public void Rmse_is_the_root_of_the_mean_square() => Assert.Equal(Math.Sqrt(3.5), Measure(new Rmse(), "MeanSquaredError", ([1, 2], [2, 2]), ([0, 0], [-2, 3])), 12);

    [Fact]
    public void R_squared_compares_with_the_mean()
    {
        // Output 0: residual 1 of a deviation of 8; output 1: predicts the mean, so 0.
        Assert.Equal((1 - (1.0 / 8) + 0.0) / 2, Measure(new RSquared(), "MeanSquaredError", ([1, 5], [1, 4]), ([3, 5], [3, 5]), ([4, 5], [5, 6])), 12);
    }

    [Theory]
    [InlineData(2.0, 1.0)]
    [InlineData(2.5, 0.0)]
    public void R_squared_of_a_constant_target_is_all_or_nothing(double output, double expected) =>
        Assert.Equal(expected, Measure(new RSquared(), "MeanSquaredError", ([output], [2]), ([2], [2])));

    [Theory]
    [InlineData("SoftmaxCrossEntropy", "accuracy")]
    [InlineData("BinaryCrossEntropyWithLogits", "accuracy")]
    [InlineData("MeanSquaredError", "RMSE")]
    [InlineData("MeanAbsoluteError", "MAE")]
    [InlineData("Huber", "MAE")]
    public void Every_loss_has_its_default(string loss, string expected) =>
        Assert.Equal(expected, Assert.Single(Metric.DefaultFor(new LossDefinition(loss, 1))).Name);

    [Fact]
    public void No_loss_has_no_default() => Assert.Empty(Metric.DefaultFor(null));
}
