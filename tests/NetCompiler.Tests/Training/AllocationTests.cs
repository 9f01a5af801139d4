namespace NetCompiler.Tests.Training;

public class AllocationTests
{
    [Theory]
    [InlineData(1, true)]
    [InlineData(3, true)]
    [InlineData(1, false)]
    public void A_thousand_steps_and_their_validation_allocate_nothing(int accumulationSteps, bool shuffle)
    {
        var net = new LinearNetwork<float>(2, 3, "SoftmaxCrossEntropy");
        const int warmUp = 500, measured = 1000;
        int gradients = 0;
        long first = 0, last = 0;
        net.OnGradient = _ =>
        {
            gradients++;
            if (gradients == warmUp)
                first = GC.GetAllocatedBytesForCurrentThread();
            if (gradients == warmUp + (measured * accumulationSteps))
                last = GC.GetAllocatedBytesForCurrentThread();
            return 0f;
        };

        // 10 gradients per epoch, so that a thousand steps go through many epochs, with validation, metrics and all that is booked.
        Trainer.Fit(net, TestData.Classes(95), new TrainingOptions
        {
            Epochs = 400,
            BatchSize = 10,
            AccumulationSteps = accumulationSteps,
            Shuffle = shuffle,
            Clipping = GradientClipping.ByNorm(1e-3),
            Schedule = new CosineSchedule(),
            Validation = TestData.Classes(33),
            Metrics = [new Accuracy(), new TopKAccuracy(2)],
            EarlyStopping = new EarlyStopping(1000),
        });

        Assert.Equal(4000, gradients);
        Assert.Equal(0, last - first);
    }
}
