namespace NetCompiler.Benchmarks.Workloads;

/// <summary>The rows of the comparison, each with the ratio to TorchSharp that must hold on one thread.</summary>
public static class AllWorkloads
{
    private const int Deep = 30;

    private static readonly int[] s_tiny = [2, 16, 1];
    private static readonly int[] s_small = [64, 64, 64, 64, 64, 10];
    private static readonly int[] s_medium = [784, 256, 128, 10];
    private static readonly int[] s_large = [784, 512, 512, 10];
    private static readonly int[] s_digits = [784, 128, 64, 10];
    private static readonly int[] s_matrixExponential = [4, 32, 16, 4];
    private static readonly int[] s_control = [8, 16, 16, 1];
    private static readonly int[] s_deep = [.. Enumerable.Repeat(64, Deep + 1)];

    public static IReadOnlyList<Workload> List { get; } =
    [
        new("tiny", Work.TrainSgd, s_tiny, Activation.Tanh, 4, Loss.MeanSquaredError, 100),
        new("small", Work.TrainAdam, s_small, Activation.Relu, 32, Loss.CrossEntropy, 10),
        new("medium-sgd", Work.TrainSgd, s_medium, Activation.Relu, 64, Loss.CrossEntropy, 1.6),
        new("medium-adam", Work.TrainAdam, s_medium, Activation.Relu, 64, Loss.CrossEntropy, 2.2),
        new("large", Work.TrainAdam, s_large, Activation.Relu, 128, Loss.CrossEntropy, 1.7),
        new("deep", Work.TrainSgd, s_deep, Activation.Tanh, 32, Loss.MeanSquaredError, 6, ActivateLast: true),
        new("digits", Work.TrainAdam, s_digits, Activation.Relu, 32, Loss.CrossEntropy, 2.2),
        new("matexp", Work.TrainAdam, s_matrixExponential, Activation.Tanh, 10_000, Loss.MeanSquaredError, 3),
        new("predict-medium", Work.Predict, s_medium, Activation.Relu, 1, Loss.None, 2),
        new("predict-control", Work.Predict, s_control, Activation.Tanh, 1, Loss.None, 100),
        new("predict-small", Work.Predict, s_small, Activation.Relu, 256, Loss.None, 1.3),
    ];
}
