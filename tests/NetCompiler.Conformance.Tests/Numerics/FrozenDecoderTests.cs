using System.Numerics;
using NetCompiler.Conformance.Tests.Cases;
using NetCompiler.Conformance.Tests.Harness;

namespace NetCompiler.Conformance.Tests.Numerics;

/// <summary>Frozen networks that read one sequence and write another, against the networks that they were made of.</summary>
public class FrozenDecoderTests
{
    [Theory]
    [MemberData(nameof(DecoderCases.Folded), MemberType = typeof(DecoderCases))]
    public void Float_outputs_are_those_of_the_network(string name) => Check<float>(name, 1e-5);

    [Theory]
    [MemberData(nameof(DecoderCases.Folded), MemberType = typeof(DecoderCases))]
    public void Double_outputs_are_those_of_the_network(string name) => Check<double>(name, 1e-13);

    [Fact]
    public void Training_does_not_change_what_was_frozen()
    {
        Pair<float> pair = Trained<float>("BatchNormed", 4);
        FrozenNetwork<float> frozen = pair.Network.Freeze();
        float[] expected = Predict(frozen, pair);
        foreach (ref float parameter in pair.Network.Parameters)
            parameter += 0.25f;
        Elements.AssertSame<float>(expected, Predict(frozen, pair), "frozen outputs");
        Assert.NotEqual(expected, Predict(pair.Network, pair));
    }

    [Fact]
    public void Threads_share_it()
    {
        Pair<float> pair = Trained<float>("BatchNormed", 19);
        FrozenNetwork<float> frozen = pair.Network.Freeze();
        float[] expected = Predict(frozen, pair);
        Parallel.For(0, 100, _ => Elements.AssertSame<float>(expected, Predict(frozen, pair), "outputs"));
    }

    [Fact]
    public void Predictions_allocate_nothing()
    {
        foreach (int batch in new[] { 1, 3 })
        {
            Pair<float> pair = Trained<float>("BatchNormed", batch);
            FrozenNetwork<float> frozen = pair.Network.Freeze();
            float[] source = Elements.To<float>(pair.Source), output = new float[batch * frozen.OutputLength];
            int[] lengths = pair.Lengths;
            frozen.Predict(source, lengths, output);
            Assert.Equal(0, Allocations.Of(() =>
            {
                for (int i = 0; i < 100; i++)
                    frozen.Predict(source, lengths, output);
            }));
        }
    }

    private static void Check<T>(string name, double tolerance) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // More than a block of 64, and single targets, which have steps of their own.
        foreach (int batch in new[] { 1, 2, 19, 65 })
        {
            Pair<T> pair = Trained<T>(name, batch);
            FrozenNetwork<T> frozen = pair.Network.Freeze();
            T[] source = Elements.To<T>(pair.Source), expected = new T[batch * frozen.OutputLength], output = new T[expected.Length];
            int[] lengths = [.. Enumerable.Range(0, batch).Select(row => 1 + (row % pair.Network.MaxSteps))];
            pair.Network.Predict(source, lengths, expected);
            frozen.Predict(source, lengths, output);
            Elements.AssertClose<T>([.. expected.Select(double.CreateChecked)], output, tolerance, 1, $"batch {batch}");
            Elements.AssertClose<T>([.. Predict(pair.Network, pair).Select(double.CreateChecked)], Predict(frozen, pair), tolerance, 1, $"batch {batch}, whole");
            CheckGiven(pair, frozen, lengths, tolerance);
        }
    }

    /// <summary>The decoder reads what it is given, at once and step by step.</summary>
    private static void CheckGiven<T>(Pair<T> pair, FrozenNetwork<T> frozen, int[] lengths, double tolerance) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int batch = lengths.Length, steps = pair.Network.MaxTargetSteps, read = frozen.StepInputLength, written = frozen.StepOutputLength;
        T[] source = Elements.To<T>(pair.Source), previous = Elements.To<T>(pair.Previous), expected = new T[batch * frozen.OutputLength], output = new T[expected.Length];
        int[] targetLengths = [.. Enumerable.Repeat(steps, batch)];
        pair.Network.Predict(source, lengths, previous, targetLengths, expected);
        frozen.Predict(source, lengths, previous, targetLengths, output);
        Elements.AssertClose<T>([.. expected.Select(double.CreateChecked)], output, tolerance, 1, $"batch {batch}, given");

        RecurrentState<T> state = frozen.CreateState(batch);
        frozen.Encode(source, lengths, state);
        var step = new T[batch * written];
        for (int t = 0; t < steps; t++)
        {
            frozen.Step([.. Enumerable.Range(0, batch).SelectMany(row => previous[(((row * steps) + t) * read)..(((row * steps) + t + 1) * read)])], state, step);
            double[] here = [.. Enumerable.Range(0, batch).SelectMany(row => expected[(((row * steps) + t) * written)..(((row * steps) + t + 1) * written)]).Select(double.CreateChecked)];
            Elements.AssertClose<T>(here, step, tolerance, 1, $"batch {batch}, step {t}");
        }
    }

    /// <summary>A pair whose running statistics are not those of the start.</summary>
    private static Pair<T> Trained<T>(string name, int batch) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var pair = new Pair<T>(DecoderCases.Library, name, batch, isWhole: true);
        foreach (ParameterInfo variance in pair.Definition.Parameters.Where(parameter => parameter.Name.EndsWith("running_var", StringComparison.Ordinal)))
        {
            foreach (ref T value in pair.Network.Parameters.Slice(variance.Offset, variance.Length))
                value = T.Abs(value) + T.CreateChecked(0.125);
        }

        Workspace<T> workspace = pair.Network.CreateWorkspace(batch);
        for (int step = 0; step < 3; step++)
            pair.Network.Gradient(Elements.To<T>(pair.Source), Elements.To<T>(pair.Target), workspace);
        return pair;
    }

    private static T[] Predict<T>(FrozenNetwork<T> frozen, Pair<T> pair) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var output = new T[pair.Lengths.Length * frozen.OutputLength];
        frozen.Predict(Elements.To<T>(pair.Source), output);
        return output;
    }

    private static T[] Predict<T>(INetwork<T> network, Pair<T> pair) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var output = new T[pair.Lengths.Length * network.OutputLength];
        network.Predict(Elements.To<T>(pair.Source), output);
        return output;
    }
}
