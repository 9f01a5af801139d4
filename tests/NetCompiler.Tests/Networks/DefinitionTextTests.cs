using System.Collections.Immutable;
using System.Globalization;

namespace NetCompiler.Tests.Networks;

public class DefinitionTextTests
{
    [Theory]
    [InlineData("Parallel", "merge", (int)Merge.Concat, "Parallel(merge=Concat)")]
    [InlineData("Parallel", "merge", (int)Merge.Sum, "Parallel(merge=Sum)")]
    [InlineData("Residual", "activation", (int)Activation.HardTanh, "Residual(activation=HardTanh)")]
    [InlineData("Upsample", "mode", (int)UpsampleMode.Bilinear, "Upsample(mode=Bilinear)")]
    [InlineData("Attention", "kind", (int)AttentionKind.Bahdanau, "Attention(kind=Bahdanau)")]
    [InlineData("Attention", "score", (int)AttentionScore.Additive, "Attention(score=Additive)")]
    [InlineData("Residual", "scale", 0.70710678118, "Residual(scale=0.707107)")]
    [InlineData("Parallel", "merge", 99, "Parallel(merge=99)")]
    public void A_choice_is_shown_by_its_name_and_a_number_as_such(string kind, string option, double value, string shown)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        commas.NumberFormat.NumberDecimalSeparator = ",";
        CultureInfo.CurrentCulture = commas;
        try
        {
            Assert.Contains(shown, Definition(kind, option, value).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Layers_and_parameters_are_shown_with_their_shapes()
    {
        LayerDefinition layer = Definition("LeakyRelu", "slope", 0.25).Layers[0];

        Assert.Equal("layers.0 LeakyRelu(slope=0.25) [4] → [4]", layer.ToString());
        Assert.Equal("layers.0 Relu [4] → [4]", (layer with { Kind = "Relu", Options = ImmutableDictionary<string, double>.Empty }).ToString());
        Assert.Equal("layers.1.weight [3, 3, 16, 32]", new ParameterInfo("layers.1.weight", 0, [3, 3, 16, 32], ParameterRole.Weight, Initializer.HeNormal).ToString());
    }

    /// <summary>Running statistics are not learned: a layer of 4 units has a scale and a bias of each.</summary>
    [Fact]
    public void Rows_and_total_count_learned_values()
    {
        ParameterInfo[] parameters = [Of("weight", ParameterRole.Scale), Of("bias", ParameterRole.Bias), Of("running_mean", ParameterRole.RunningStatistic), Of("running_var", ParameterRole.RunningStatistic)];
        var definition = new NetworkDefinition
        {
            Name = "Net",
            Precision = Precision.Float,
            InputShape = [4],
            ParameterVectorLength = 64,
            Layers = [new("layers.0", "BatchNorm", [4], [4]) { Parameters = [.. parameters] }],
        };

        Assert.Equal((8, 8), (definition.Layers[0].ParameterCount, definition.ParameterCount));
        string[][] rows = [.. definition.ToString().Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
        Assert.Equal("8", rows.Single(row => row[0] == "layers.0")[3]);
        Assert.Equal("8", rows.Single(row => row[0] == "total")[1]);

        static ParameterInfo Of(string name, ParameterRole role) => new($"layers.0.{name}", 0, [4], role, Initializer.Zeros);
    }

    private static NetworkDefinition Definition(string kind, string option, double value) => new()
    {
        Name = "Net",
        Precision = Precision.Float,
        InputShape = [4],
        ParameterVectorLength = 0,
        Layers = [new("layers.0", kind, [4], [4]) { Options = ImmutableDictionary<string, double>.Empty.Add(option, value) }],
    };
}
