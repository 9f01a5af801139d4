using NetCompiler.Benchmarks.Networks;

namespace NetCompiler.Benchmarks.Workloads;

/// <summary>The rows of the comparison, each with the ratio to TorchSharp that must hold on one thread.</summary>
public static class AllWorkloads
{
    private const string MediumShape = "784-256-128-10 relu cross-entropy";

    public static IReadOnlyList<Workload> List { get; } =
    [
        new("tiny", Work.TrainSgd, "2-16-1 tanh MSE", seed => new Tiny(seed), 4, 100),
        new("small", Work.TrainAdam, "64-64-64-64-64-10 relu cross-entropy", seed => new Small(seed), 32, 10),
        new("medium-sgd", Work.TrainSgd, MediumShape, seed => new Medium(seed), 64, 1.6),
        new("medium-adam", Work.TrainAdam, MediumShape, seed => new Medium(seed), 64, 2.2),
        new("large", Work.TrainAdam, "784-512-512-10 relu cross-entropy", seed => new Large(seed), 128, 1.7),
        new("deep", Work.TrainSgd, "30 layers of 64 tanh MSE", seed => new Deep(seed), 32, 6),
        new("digits", Work.TrainAdam, "784-128-64-10 relu cross-entropy", seed => new Digits(seed), 32, 2.2),
        new("matexp", Work.TrainAdam, "4-32-16-4 tanh MSE", seed => new MatrixExponential(seed), 10_000, 3),
        new("predict-medium", Work.Predict, "784-256-128-10 relu", seed => new Medium(seed), 1, 2),
        new("predict-control", Work.Predict, "8-16-16-1 tanh", seed => new Control(seed), 1, 100),
        new("predict-small", Work.Predict, "64-64-64-64-64-10 relu", seed => new Small(seed), 256, 1.3),
        new("residual", Work.TrainAdam, "25 residual blocks of 2 × (64, batch norm) relu", seed => new ResidualStack(seed), 32, 10),
        new("norms", Work.TrainAdam, "4 residual blocks of layer, RMS and group norm 64 gelu", seed => new NormalizedStack(seed), 32, 4),
        new("norms-of-maps", Work.TrainAdam, "instance, group, layer and batch norm of 3x8x8", seed => new NormalizedMaps(seed), 32, 2.5),
        new("lenet", Work.TrainAdam, "LeNet-5 1×28×28", seed => new LeNet(seed), 64, 2.5),
        new("resnet20", Work.TrainMomentum, "ResNet-20 3×32×32", seed => new ResNet20(seed), 32, 1.4),
        new("predict-resnet20", Work.Predict, "ResNet-20 3×32×32", seed => new ResNet20(seed), 1, 1.5),
        new("highway", Work.TrainAdam, "50 layers of highway 64 tanh", seed => new HighwayStack(seed), 32, 6),
        new("lstm", Work.TrainAdam, "LSTM 2-128-1, 100 steps, clipped, MSE", seed => new LongLstm(seed), 32, 1.9),
        new("gru", Work.TrainAdam, "GRU 2-128-1, 100 steps, clipped, MSE", seed => new LongGru(seed), 32, 2.5),
        new("lstm-short", Work.TrainAdam, "LSTM 8-32-1, 50 steps, MSE", seed => new ShortLstm(seed), 16, 2.5),
        new("predict-lstm", Work.Predict, "LSTM 2-128-1, 100 steps", seed => new LongLstm(seed), 1, 1.5),
        new("predict-lstm-wide", Work.Predict, "LSTM 128-128, 64 steps", seed => new WideLstm(seed), 32, 1.05),
    ];
}
