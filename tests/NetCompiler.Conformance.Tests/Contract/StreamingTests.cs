using System.Numerics;
using NetCompiler.Conformance.Tests.Cases;
using NetCompiler.Conformance.Tests.Harness;

namespace NetCompiler.Conformance.Tests.Contract;

/// <summary>One step at a time is the same as whole sequences.</summary>
public class StreamingTests
{
    [Theory]
    [MemberData(nameof(SequenceCases.Names), MemberType = typeof(SequenceCases))]
    public void Steps_of_float_give_what_sequences_give(string name) => Agrees<float>(name);

    [Theory]
    [InlineData("LstmVariants")]
    [InlineData("GruStacked")]
    public void Steps_of_double_give_what_sequences_give(string name) => Agrees<double>(name);

    [Theory]
    [InlineData("AttentionCausal")]
    [InlineData("TransformerBlocks")]
    [InlineData("AttentionSteps")]
    public void Attention_remembers_the_steps_before(string name)
    {
        Agrees<float>(name, AttentionCases.Causal);
        Agrees<double>(name, AttentionCases.Causal);
    }

    internal static void Agrees<T>(string name, NetworkLibrary? library = null) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Batch = 5;
        var subject = new Subject<T>(library ?? SequenceCases.Library, name, Batch);
        bool isPooled = subject.Definition.AllLayers.Any(layer => layer.Kind is "MeanOverTime" or "MaxOverTime" or "Bidirectional" || (layer.Kind == "SelfAttention" && !layer.Options.ContainsKey("causal")));
        Assert.Equal(subject.Definition.IsSequence && !isPooled, subject.Network is IRecurrentNetwork<T>);
        if (subject.Network is not IRecurrentNetwork<T> network)
            return;
        new Streams<T>(subject, network.CreateState, (input, state, output) => network.Step(input, state, output))
            .AssertGive(Batch, network.StepOutputLength, subject.Interpreted.Predict(subject.Input(Batch)), 4 * subject.Tolerance(Batch), 1e-2);
    }

    [Fact]
    public void A_stream_goes_on_from_a_copied_state()
    {
        var network = (IRecurrentNetwork<float>)SequenceCases.Library.Create<float>("LstmStacked");
        RecurrentState<float> first = network.CreateState(), second = network.CreateState();
        float[] input = [0.3f, -0.2f, 0.9f], a = new float[network.StepOutputLength], b = new float[network.StepOutputLength];
        network.Step(input, first, a);
        second.CopyFrom(first);
        network.Step(input, first, a);
        network.Step(input, second, b);
        Assert.Equal(a, b);
        network.Step(input, second, b);
        Assert.NotEqual(a, b);
    }

    [Fact]
    public void Steps_and_training_steps_allocate_nothing()
    {
        var subject = new Subject<float>(SequenceCases.Library, "LstmStacked", 6);
        var network = (IRecurrentNetwork<float>)subject.Network;
        RecurrentState<float> state = network.CreateState();
        Workspace<float> workspace = network.CreateWorkspace(6);
        float[] input = Elements.To<float>(subject.Input(6)), target = Elements.To<float>(subject.Target(6)), step = new float[3], output = new float[network.StepOutputLength];
        Run(20);
        Assert.Equal(0, Allocations.Of(() => Run(300)));

        void Run(int count)
        {
            for (int i = 0; i < count; i++)
            {
                network.Step(step, state, output);
                network.Gradient(input, target, workspace);
            }
        }
    }

    [Fact]
    public void Attention_knows_as_many_steps_as_declared()
    {
        var network = (IRecurrentNetwork<float>)AttentionCases.Causal.Create<float>("TransformerBlocks");
        RecurrentState<float> state = network.CreateState(), copy = network.CreateState();
        float[] output = new float[network.StepOutputLength], other = new float[output.Length];
        for (int t = 0; t < network.MaxSteps; t++)
            network.Step([t % 3], state, output);
        Assert.Contains("has had 7 steps", Assert.Throws<InvalidOperationException>(() => network.Step([0], state, output)).Message, StringComparison.Ordinal);
        state.Reset();
        network.Step([1], state, output);
        copy.CopyFrom(state);
        network.Step([2], state, output);
        network.Step([2], copy, other);
        Assert.Equal(output, other);
    }

    [Fact]
    public void Steps_with_attention_allocate_nothing()
    {
        var network = (IRecurrentNetwork<float>)AttentionCases.Causal.Create<float>("TransformerBlocks");
        RecurrentState<float> state = network.CreateState();
        float[] output = new float[network.StepOutputLength], token = [1];
        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run()
        {
            state.Reset();
            for (int t = 0; t < network.MaxSteps; t++)
                network.Step(token, state, output);
        }
    }

    [Fact]
    public void What_does_not_fit_is_said()
    {
        var network = (IRecurrentNetwork<float>)SequenceCases.Library.Create<float>("LstmStacked");
        var other = (IRecurrentNetwork<float>)SequenceCases.Library.Create<float>("GruStacked");
        RecurrentState<float> state = network.CreateState(2);
        float[] output = new float[2 * network.StepOutputLength];
        Assert.Contains("input holds 5 elements, but one step of 2 streams has 6", Assert.Throws<ArgumentException>(() => network.Step(new float[5], state, output)).Message, StringComparison.Ordinal);
        Assert.Contains("output holds 1 elements", Assert.Throws<ArgumentException>(() => network.Step(new float[6], state, new float[1])).Message, StringComparison.Ordinal);
        Assert.Contains("GruStacked needs one from its own CreateState", Assert.Throws<ArgumentException>(() => other.Step(new float[6], state, output)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => network.CreateState(0));
        Assert.Throws<ArgumentException>(() => state.CopyFrom(network.CreateState()));
    }
}
