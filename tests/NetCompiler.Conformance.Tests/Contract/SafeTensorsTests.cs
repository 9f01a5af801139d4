using System.Text.Json;
using NetCompiler.Conformance.Tests.Cases;
using NetCompiler.Conformance.Tests.Harness;

namespace NetCompiler.Conformance.Tests.Contract;

/// <summary>Networks that are saved and loaded again.</summary>
public class SafeTensorsTests
{
    private const int Batch = 3;

    public static TheoryData<string> Names => [.. Contracts.Library.Declarations.Select(declaration => declaration.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_loaded_network_is_the_one_that_was_saved(string name)
    {
        var subject = new Subject<float>(Contracts.Library, name, Batch);
        INetwork<float> loaded = Contracts.Library.Create<float>(name, seed: 9);
        loaded.Load(Saved(subject.Network));

        Elements.AssertSame<float>(subject.Network.Parameters.ToArray(), loaded.Parameters.ToArray(), "parameters");
        var output = new float[Batch * loaded.OutputLength];
        loaded.Predict(Elements.To<float>(subject.Input(Batch)), output);
        Elements.AssertSame<float>(subject.Predict(Batch), output, "outputs");
    }

    [Fact]
    public void A_network_of_the_other_precision_is_loaded_too()
    {
        INetwork<float> single = Contracts.Library.Create<float>("Remedies", seed: 1);
        INetwork<double> twice = Contracts.Library.Create<double>("Remedies", seed: 2);
        twice.Load(Saved(single));
        Assert.All(single.Definition.Parameters.Zip(twice.Definition.Parameters), pair => Assert.Equal(Values(single, pair.First), Values(twice, pair.Second).Select(value => (float)value)));
    }

    [Theory]
    [InlineData("Maps", "layers.0.weight", 6, 2, 3, 3)]
    [InlineData("Maps", "layers.1.running_var", 6)]
    [InlineData("Cells", "layers.0.weight_ih", 28, 3)]
    [InlineData("Cells", "layers.0.weight_hh", 28, 7)]
    [InlineData("Cells", "layers.3.weight", 2, 6)]
    [InlineData("Unitwise", "layers.0.weight_v", 9, 5)]
    [InlineData("Unitwise", "layers.0.weight_g", 9)]
    public void Shapes_are_those_of_PyTorch(string network, string parameter, params int[] shape) => AssertShape(Contracts.Library.Create<float>(network, seed: 1), parameter, shape);

    private static void AssertShape(INetwork<float> network, string parameter, int[] shape)
    {
        MemoryStream file = Saved(network);
        using JsonDocument header = JsonDocument.Parse(file.ToArray().AsMemory(8, BitConverter.ToInt32(file.ToArray())));
        Assert.Equal(shape, header.RootElement.GetProperty(parameter).GetProperty("shape").EnumerateArray().Select(size => size.GetInt32()));
    }

    [Theory]
    [InlineData("TransformerBlocks", "layers.0.weight", 9, 6)]
    [InlineData("AttentionSteps", "layers.0.weight", 9, 5)]
    public void A_table_of_vectors_is_saved_as_it_is(string network, string parameter, params int[] shape) => AssertShape(AttentionCases.Causal.Create<float>(network, seed: 1), parameter, shape);

    private static T[] Values<T>(INetwork<T> network, ParameterInfo parameter) where T : unmanaged => network.Parameters.Slice(parameter.Offset, parameter.Length).ToArray();

    private static MemoryStream Saved<T>(INetwork<T> network) where T : unmanaged
    {
        var stream = new MemoryStream();
        network.Save(stream);
        stream.Position = 0;
        return stream;
    }
}
