using NetCompiler.Conformance.Tests.Cases;
using NetCompiler.Conformance.Tests.Harness;

namespace NetCompiler.Conformance.Tests.Numerics;

/// <summary>Which layer a step names that is not finite, and what it leaves alone.</summary>
public sealed class NonFiniteTests
{
    // Every third network does: what is probed is the same for all of a kind.
    public static TheoryData<string> Layers => Third(SkipCases.All.Concat(FeatureMapCases.All).Concat(ExampleNormCases.All));

    public static TheoryData<string> Normalized => Third(NormalizationCases.All);

    public static TheoryData<string> Sequences => Third(SequenceCases.Library.Declarations);

    [Theory]
    [MemberData(nameof(Layers))]
    public void The_layer_of_a_spoiled_parameter_is_named(string name) => Check(Networks.Library, name);

    [Theory]
    [MemberData(nameof(Normalized))]
    public void The_layer_of_a_spoiled_parameter_is_named_with_batch_normalization(string name) => Check(NormalizationCases.Library, name);

    [Theory]
    [MemberData(nameof(Sequences))]
    public void The_layer_of_a_spoiled_parameter_is_named_in_sequences(string name) => Check(SequenceCases.Library, name);

    [Fact]
    public void Row_blocks_name_the_layer_and_leave_the_gradient()
    {
        // So many rows that they are taken in several blocks, of which the last has the example that is not finite.
        Declaration declaration = WidthCases.LargeBatches.First(declaration => declaration.Precisions.Contains(Precision.Float));
        int batch = declaration.Batches.Max();
        var subject = new Subject<float>(Networks.Library, declaration.Name, batch);
        float[] input = Elements.To<float>(subject.Input(batch)), target = Elements.To<float>(subject.Target(batch));
        Workspace<float> workspace = subject.Network.CreateWorkspace(batch);
        input[^1] = float.NaN;

        Assert.False(float.IsFinite(subject.Network.Gradient(input, target, workspace)));
        Assert.Equal(subject.Definition.AllLayers.First().Path, workspace.FirstNonFiniteLayer);
        float[] gradients = workspace.Gradients.ToArray();
        subject.Network.Gradient(input, target, workspace);
        Elements.AssertSame<float>(gradients, workspace.Gradients, "gradients after another search");
    }

    private static TheoryData<string> Third(IEnumerable<Declaration> declarations) =>
        [.. declarations.Where(declaration => declaration.Precisions.Contains(Precision.Double)).Where((_, i) => i % 3 == 0).Select(declaration => declaration.Name)];

    private static void Check(NetworkLibrary library, string name)
    {
        int batch = library[name].Batches.Max();
        var subject = new Subject<double>(library, name, batch);
        Workspace<double> workspace = subject.Network.CreateWorkspace(batch);
        foreach (ParameterInfo parameter in subject.Definition.Parameters.Where(parameter => parameter.IsLearned))
        {
            ref double element = ref subject.Network.Parameters[parameter.Offset + parameter.Length - 1];
            double good = element;
            element = double.NaN;
            double[] spoiled = subject.Network.Parameters.ToArray();

            (double loss, _) = subject.Gradient(batch, workspace);

            // A slope that no element meets and an id that does not occur spoil nothing.
            string? expected = double.IsFinite(loss) ? null : parameter.Name[..parameter.Name.LastIndexOf('.')];
            Assert.Equal((parameter.Name, expected), (parameter.Name, workspace.FirstNonFiniteLayer));
            Elements.AssertSame<double>(spoiled, subject.Network.Parameters, "parameters, running statistics among them");
            element = good;
        }

        Assert.True(double.IsFinite(subject.Gradient(batch, workspace).Loss));
        Assert.Null(workspace.FirstNonFiniteLayer);
    }
}
