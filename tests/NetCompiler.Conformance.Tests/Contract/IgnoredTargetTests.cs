using NetCompiler.Conformance.Tests.Harness;

namespace NetCompiler.Conformance.Tests.Contract;

/// <summary>Targets that are ignored count for nothing, also not in the number that the mean is over.</summary>
public class IgnoredTargetTests
{
    private static readonly NetworkLibrary s_library = new(
    [
        new("Answers", "Time = 5, Features = 1", "Embedding(6, 7), Lstm(5, Returns = Returns.Sequence), Dense(6)", "SoftmaxCrossEntropy(IgnoreIndex = -1, LabelSmoothing = 0.1)") { Precisions = [Precision.Double] },
        new("Last", "Time = 5, Features = 1", "Embedding(6, 7), Gru(5), Dense(6)", "SoftmaxCrossEntropy(IgnoreIndex = 5)") { Precisions = [Precision.Double] },
        new("Some", "3", "Dense(7), Tanh, Dense(5)", "SoftmaxCrossEntropy(IgnoreIndex = -100)") { Precisions = [Precision.Double] },
        new("Normalized", "3", "Dense(7), LayerNorm, Tanh, Dense(5)", "SoftmaxCrossEntropy(IgnoreIndex = -1)") { Precisions = [Precision.Double] },
    ]);

    [Theory]
    [InlineData("Answers", 5)]
    [InlineData("Some", 1)]
    [InlineData("Last", 1)]
    [InlineData("Normalized", 1)]
    public void The_mean_is_over_the_targets_that_count(string name, int steps)
    {
        const int Batch = 6;
        INetwork<double> network = s_library.Create<double>(name);
        double ignored = network.Definition.Loss!.Options["ignoreIndex"];
        double[] input = [.. Enumerable.Range(0, Batch * network.InputLength).Select(i => (double)(i % 4))], output = new double[Batch * network.OutputLength];
        network.Predict(input, output);
        (double first, double[] ofFirst) = Of((2, 1));
        (double second, double[] ofSecond) = Of(((Batch * steps) - 1, 3));
        (double both, double[] ofBoth) = Of((2, 1), ((Batch * steps) - 1, 3));
        Assert.Equal((first + second) / 2, both, 1e-12);
        Assert.All(ofBoth.Index(), item => Assert.Equal((ofFirst[item.Index] + ofSecond[item.Index]) / 2, item.Item, 1e-12));
        (double none, double[] ofNone) = Of();
        Assert.Equal(0, none);
        Assert.All(ofNone, gradient => Assert.Equal(0, gradient));

        (double Loss, double[] Gradients) Of(params (int Index, int Class)[] counted)
        {
            double[] target = [.. Enumerable.Repeat(ignored, Batch * steps)];
            foreach ((int index, int label) in counted)
                target[index] = label;
            Workspace<double> workspace = network.CreateWorkspace(Batch);
            double loss = network.Gradient(input, target, workspace);
            Assert.Equal(loss, network.Loss(output, target), 1e-12);
            return (loss, workspace.Gradients.ToArray());
        }
    }
}
