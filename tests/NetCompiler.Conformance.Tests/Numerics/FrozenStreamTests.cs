using System.Numerics;
using NetCompiler.Conformance.Tests.Cases;
using NetCompiler.Conformance.Tests.Harness;

namespace NetCompiler.Conformance.Tests.Numerics;

/// <summary>Frozen networks that are given one step at a time.</summary>
public class FrozenStreamTests
{
    /// <summary>Batch normalizations and lengths of weights become part of the weights; the last network has nothing to prepare.</summary>
    [Theory]
    [InlineData("NormalizedOnce")]
    [InlineData("CausalConvolutionOfOneStep")]
    [InlineData("GruStacked")]
    public void Steps_give_what_sequences_give(string name)
    {
        Check<float>(name, 2e-5);
        Check<double>(name, 1e-12);
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        FrozenNetwork<float> frozen = SequenceCases.Library.Create<float>("NormalizedOnce").Freeze();
        RecurrentState<float> state = frozen.CreateState();
        float[] input = new float[frozen.StepInputLength], output = new float[frozen.StepOutputLength];
        frozen.Step(input, state, output);
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (int i = 0; i < 100; i++)
                frozen.Step(input, state, output);
        }));
    }

    /// <summary>Values of frozen copies lie elsewhere in their states.</summary>
    [Fact]
    public void States_are_not_those_of_the_network()
    {
        var network = (IRecurrentNetwork<float>)SequenceCases.Library.Create<float>("NormalizedOnce");
        FrozenNetwork<float> frozen = network.Freeze();
        float[] input = new float[3], output = new float[2];
        Assert.Contains(".NormalizedOnce; a frozen ", Assert.Throws<ArgumentException>(() => frozen.Step(input, network.CreateState(), output)).Message, StringComparison.Ordinal);
        Assert.Contains("was made by a frozen ", Assert.Throws<ArgumentException>(() => network.Step(input, frozen.CreateState(), output)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => network.CreateState().CopyFrom(frozen.CreateState()));
        frozen.Step(input, network.Freeze().CreateState(), output);
    }

    [Fact]
    public void A_frozen_network_writes_what_the_network_writes()
    {
        var reader = (IRecurrentNetwork<double>)SequenceCases.Library.Create<double>("TokenSteps");
        Assert.Equal(new TokenDecoder<double>(reader) { MaxLength = 5 }.Greedy([1, 2]).Tokens, new TokenDecoder<double>(reader.Freeze()) { MaxLength = 5 }.Greedy([1, 2]).Tokens);
        var writer = (ISequenceToSequenceNetwork<double>)DecoderCases.Library.Create<double>("BatchNormed");
        DecodedTokens expected = new TokenDecoder<double>(writer).Beam([1, 2, 3], 2)[0], written = new TokenDecoder<double>(writer.Freeze()).Beam([1, 2, 3], 2)[0];
        Assert.Equal(expected.Tokens, written.Tokens);
        Assert.Equal(expected.LogProbability, written.LogProbability, 1e-9);
        Assert.Contains("one id", Assert.Throws<ArgumentException>(() => new TokenDecoder<double>(SequenceCases.Library.Create<double>("GruStacked").Freeze())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_no_steps_says_why()
    {
        Assert.Contains("depends on later steps", Assert.Throws<NotSupportedException>(() => SequenceCases.Library.Create<float>("MeanOverTime").Freeze().CreateState()).Message, StringComparison.Ordinal);
        FrozenNetwork<float> plain = NormalizationCases.Library.Create<float>("FrozenPlain").Freeze();
        Assert.Contains("takes no sequences", Assert.Throws<NotSupportedException>(() => plain.StepInputLength).Message, StringComparison.Ordinal);
        Assert.Contains("has no decoder", Assert.Throws<NotSupportedException>(() => plain.Encode([], [], null!)).Message, StringComparison.Ordinal);
    }

    private static void Check<T>(string name, double tolerance) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Batch = 7;
        var subject = new Subject<T>(SequenceCases.Library, name, Batch);
        foreach (ParameterInfo variance in subject.Definition.Parameters.Where(parameter => parameter.Name.EndsWith("running_var", StringComparison.Ordinal)))
        {
            foreach (ref T value in subject.Network.Parameters.Slice(variance.Offset, variance.Length))
                value = T.Abs(value) + T.CreateChecked(0.125);
        }

        FrozenNetwork<T> frozen = subject.Network.Freeze();
        double[] expected = [.. subject.Predict(Batch).Select(double.CreateChecked)];
        new Streams<T>(subject, frozen.CreateState, (input, state, output) => frozen.Step(input, state, output)).AssertGive(Batch, frozen.StepOutputLength, expected, tolerance, 1);
    }
}
