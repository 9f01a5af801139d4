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

    private static NetworkDefinition Definition(string kind, string option, double value) => new()
    {
        Name = "Net",
        Precision = Precision.Float,
        InputShape = [4],
        ParameterVectorLength = 0,
        Layers = [new("layers.0", kind, [4], [4]) { Options = ImmutableDictionary<string, double>.Empty.Add(option, value) }],
    };
}
