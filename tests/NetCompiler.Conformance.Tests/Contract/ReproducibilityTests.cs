using System.Numerics;
using NetCompiler.Conformance.Tests.Harness;

namespace NetCompiler.Conformance.Tests.Contract;

/// <summary>The same seeds give the same bits.</summary>
public class ReproducibilityTests
{
    private const int Examples = 75;

    [Fact]
    public void Float_training_repeats_itself() => Check<float>();

    [Fact]
    public void Double_training_repeats_itself() => Check<double>();

    private static void Check<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] first = Train<T>(seed: 3, shuffling: 4), second = Train<T>(seed: 3, shuffling: 4);

        Elements.AssertSame<T>(first, second, "weights of the second training");
        Assert.NotEqual(first, Train<T>(seed: 5, shuffling: 4));
        Assert.NotEqual(first, Train<T>(seed: 3, shuffling: 6));
        Assert.NotEqual(first, Contracts.Library.Create<T>("Classifier", seed: 3).Parameters.ToArray());
    }

    private static T[] Train<T>(ulong seed, ulong shuffling) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var subject = new Subject<T>(Contracts.Library, "Classifier", Examples);
        var data = new Dataset<T>(Elements.To<T>(subject.Input(Examples)), subject.Network.InputLength, Elements.To<T>(subject.Target(Examples)));
        INetwork<T> network = Contracts.Library.Create<T>("Classifier", seed);
        Trainer.Fit(network, data, new TrainingOptions<T> { Epochs = 5, BatchSize = 16, Optimizer = new AdamW(1e-2), Seed = shuffling });
        return network.Parameters.ToArray();
    }
}
