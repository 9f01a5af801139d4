using System.Numerics;
using NetCompiler.Conformance.Tests.Cases;
using NetCompiler.Conformance.Tests.Harness;

namespace NetCompiler.Conformance.Tests.Numerics;

/// <summary>Frozen networks against the networks that they were made of.</summary>
public class FreezeTests
{
    public static TheoryData<string> Names => [.. NormalizationCases.Library.Declarations.Select(declaration => declaration.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Float_outputs_are_those_of_the_network(string name) => Check<float>(name, 1e-5);

    [Theory]
    [MemberData(nameof(Names))]
    public void Double_outputs_are_those_of_the_network(string name) => Check<double>(name, 1e-13);

    [Fact]
    public void Training_does_not_change_what_was_frozen()
    {
        const int Batch = 4;
        Subject<float> subject = Trained<float>("NormInBlocks", Batch);
        float[] before = subject.Predict(Batch);
        FrozenNetwork<float> frozen = subject.Network.Freeze();
        float[] expected = Predict(frozen, subject, Batch);

        foreach (ref float parameter in subject.Network.Parameters)
            parameter += 0.25f;

        Elements.AssertSame<float>(expected, Predict(frozen, subject, Batch), "frozen outputs");
        Assert.NotEqual(before, subject.Predict(Batch));
        Elements.AssertClose<float>([.. subject.Predict(Batch).Select(value => (double)value)], Predict(subject.Network.Freeze(), subject, Batch), 1e-5, 1, "frozen again");
    }

    [Fact]
    public void Threads_share_it()
    {
        const int Batch = 40;
        Subject<float> subject = Trained<float>("NormInBlocks", Batch);
        FrozenNetwork<float> frozen = subject.Network.Freeze();
        float[] expected = Predict(frozen, subject, Batch);
        Parallel.For(0, 200, _ => Elements.AssertSame<float>(expected, Predict(frozen, subject, Batch), "outputs"));
    }

    [Fact]
    public void Predictions_allocate_nothing()
    {
        Subject<float> subject = Trained<float>("NormInBlocks", 3);
        FrozenNetwork<float> frozen = subject.Network.Freeze();
        float[] input = Elements.To<float>(subject.Input(3)), output = new float[3 * frozen.OutputLength];
        frozen.Predict(input, output);
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (int i = 0; i < 1000; i++)
                frozen.Predict(input, output);
        }));
    }

    [Fact]
    public void Lengths_are_checked()
    {
        INetwork<float> network = NormalizationCases.Library.Create<float>("FrozenPlain");
        FrozenNetwork<float> frozen = network.Freeze();
        Assert.Same(network.Definition, frozen.Definition);
        Assert.Equal((5, 3), (frozen.InputLength, frozen.OutputLength));
        Assert.Contains("FrozenPlain", Assert.Throws<ArgumentException>(() => frozen.Predict(new float[5], new float[4])).Message, StringComparison.Ordinal);
    }

    private static void Check<T>(string name, double tolerance) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Subject<T> subject = Trained<T>(name, 19);
        FrozenNetwork<T> frozen = subject.Network.Freeze();
        foreach (int batch in new[] { 1, 2, 7, 19 })
            Elements.AssertClose<T>([.. subject.Predict(batch).Select(double.CreateChecked)], Predict(frozen, subject, batch), tolerance, 1, $"batch {batch}");
    }

    private static T[] Predict<T>(FrozenNetwork<T> frozen, Subject<T> subject, int batch) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var output = new T[batch * frozen.OutputLength];
        frozen.Predict(Elements.To<T>(subject.Input(batch)), output);
        return output;
    }

    /// <summary>A subject whose running statistics are those of its examples, more or less.</summary>
    private static Subject<T> Trained<T>(string name, int examples) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var subject = new Subject<T>(NormalizationCases.Library, name, examples);
        foreach (ParameterInfo variance in subject.Definition.Parameters.Where(parameter => parameter.Name.EndsWith("running_var", StringComparison.Ordinal)))
        {
            foreach (ref T value in subject.Network.Parameters.Slice(variance.Offset, variance.Length))
                value = T.Abs(value) + T.CreateChecked(0.125);
        }

        Workspace<T> workspace = subject.Network.CreateWorkspace(examples);
        for (int step = 0; step < 5; step++)
            subject.Gradient(examples, workspace);
        return subject;
    }
}
