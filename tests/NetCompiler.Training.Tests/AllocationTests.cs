namespace NetCompiler.Training.Tests;

/// <summary>Training with remedies allocates nothing from step to step.</summary>
public class AllocationTests
{
    private const int Epochs = 12, Warm = 4;

    public static TheoryData<INetwork<float>, NonFinitePolicy> Networks => new()
    {
        { new RemediesOfVectors(seed: 1), NonFinitePolicy.Throw },
        { new RemediesOfMaps(seed: 1), NonFinitePolicy.Skip },
    };

    [Theory]
    [MemberData(nameof(Networks), DisableDiscoveryEnumeration = true)]
    public void An_epoch_allocates_nothing(INetwork<float> network, NonFinitePolicy policy)
    {
        Dataset<float> data = DigitImages.Training.Take(320);
        var allocated = new long[Epochs + 1];
        Trainer.Fit(network, data, new TrainingOptions
        {
            Epochs = Epochs, BatchSize = 16, NonFinite = policy, Validation = DigitImages.HoldOut.Take(32), Progress = new Counter(allocated), ProgressInterval = TimeSpan.FromHours(1),
        }, TestContext.Current.CancellationToken);

        // The runtime may replace a method by a better compiled one at any time, and allocates a little for it once.
        Assert.Equal(0, Enumerable.Range(Warm, Epochs - Warm).Min(epoch => allocated[epoch + 1] - allocated[epoch]));
    }

    private sealed class Counter(long[] allocated) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => allocated[value.Epoch] = GC.GetAllocatedBytesForCurrentThread();
    }
}

[Network(Input = 64)]
[Dense(32), BatchNorm, Relu]
[Repeat<RemedyOfVectors>(2)]
[Dense(10)]
[SoftmaxCrossEntropy, ClipByGlobalNorm(1)]
internal sealed partial class RemediesOfVectors;

[Block, Residual(StochasticDepth = 0.2)]
[Dense(32), BatchNorm, Relu, Dropout(0.2), Dense(32), BatchNorm]
internal sealed class RemedyOfVectors;

[Network, Input(1, 8, 8)]
[Conv2D(8, 3, Padding = 1), BatchNorm, Relu]
[Residual<RemedyOfMaps>(Activation = Activation.Relu)]
[MaxPool(2), GroupNorm(2), Dropout(0.2), Dense(10)]
[SoftmaxCrossEntropy, AdaptiveClip(0.1)]
internal sealed partial class RemediesOfMaps;

[Block, Conv2D(8, 3, Padding = 1), BatchNorm, Relu, Conv2D(8, 3, Padding = 1), BatchNorm]
internal sealed class RemedyOfMaps;
