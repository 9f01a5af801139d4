using NetCompiler.Conformance.Tests.Cases;
using NetCompiler.Conformance.Tests.Harness;

namespace NetCompiler.Conformance.Tests.Contract;

/// <summary>Ids outside the vocabulary are refused before anything is done, and padding is not learned.</summary>
public class TokenTests
{
    [Theory]
    [InlineData("Tokens", 5, 7f, "element 1 of example 1", "id 7", "Embedding at layers.0", "from 0 to 6")]
    [InlineData("Tokens", 5, -1f, "element 1 of example 1", "id -1")]
    [InlineData("Tokens", 5, 1.5f, "id 1.5")]
    [InlineData("Tokens", 5, float.NaN, "id NaN")]
    [InlineData("TokensOfOne", 1, 3f, "example 6", "id 3", "from 0 to 2")]
    [InlineData("TokenSteps", 6, 11f, "step 0 of example 1", "id 11", "from 0 to 10")]
    [InlineData("TokenPairs", 6, 4f, "element 0 of step 0 of example 1", "from 0 to 3")]
    [InlineData("TokensInBranches", 2, 5f, "step 0 of example 3", "blocks.0.branches.1.layers.0", "from 0 to 4")]
    public void Ids_outside_the_vocabulary_are_refused(string name, int length, float id, params string[] words)
    {
        INetwork<float> network = SequenceCases.Library.Create<float>(name);
        var input = new float[8 * length];
        input[6] = id;
        Workspace<float> workspace = network.CreateWorkspace(8);
        workspace.Gradients.Fill(3);

        string predicted = Assert.Throws<ArgumentException>(() => network.Predict(input, new float[8 * network.OutputLength])).Message;
        string trained = Assert.Throws<ArgumentException>(() => network.Gradient(input, new float[8 * network.TargetLength], workspace)).Message;
        Assert.Throws<ArgumentException>(() => network.Freeze().Predict(input, new float[8 * network.OutputLength]));

        Assert.All(words, word => Assert.Contains(word, predicted, StringComparison.Ordinal));
        Assert.Equal(predicted, trained);
        Assert.Equal(-1, workspace.Gradients.IndexOfAnyExcept(3f));
    }

    [Fact]
    public void A_refused_id_is_no_step()
    {
        var network = (IRecurrentNetwork<float>)SequenceCases.Library.Create<float>("TokenSteps");
        RecurrentState<float> state = network.CreateState(2);
        var output = new float[2 * network.StepOutputLength];
        network.Step([1, 2], state, output);

        string message = Assert.Throws<ArgumentException>(() => network.Step([1, 12], state, output)).Message;

        Assert.Contains("stream 1 has the id 12", message, StringComparison.Ordinal);
        Assert.Equal(1, state.Steps);
    }

    [Theory]
    [InlineData("TokenSteps")]
    [InlineData("TransformerBlocks")]
    public void Training_steps_and_predictions_allocate_nothing(string name)
    {
        INetwork<float> network = SequenceCases.Library.Create<float>(name);
        Workspace<float> workspace = network.CreateWorkspace(3);
        float[] input = new float[3 * network.InputLength], target = new float[3 * network.TargetLength], output = new float[3 * network.OutputLength];
        Run(20);
        Assert.Equal(0, Allocations.Of(() => Run(300)));

        void Run(int count)
        {
            for (int i = 0; i < count; i++)
            {
                network.Gradient(input, target, workspace);
                network.Predict(input, output);
            }
        }
    }

    [Fact]
    public void Padding_starts_as_zeros_and_is_not_learned()
    {
        INetwork<double> network = SequenceCases.Library.Create<double>("TokensOfOne");
        ParameterInfo table = network.Definition.Parameters[0];
        Workspace<double> workspace = network.CreateWorkspace(3);

        network.Gradient([2, 0, 2], [1, 1, 1, 1, 1, 1], workspace);

        Assert.Equal(18, network.Parameters[..27].IndexOf(0.0));
        Assert.Equal(-1, network.Parameters.Slice(18, 9).IndexOfAnyExcept(0.0));
        Assert.Equal(-1, workspace.Gradients.Slice(table.Offset + 9, 18).IndexOfAnyExcept(0.0));
        Assert.NotEqual(0.0, workspace.Gradients[table.Offset]);
    }
}
