using static NetCompiler.Generators.Tests.Harness.Marked;

namespace NetCompiler.Generators.Tests.Diagnostics;

public sealed class ArgumentDiagnosticTests
{
    [Theory]
    [InlineData("Dense([|0|])", "units is 0", "at least 1")]
    [InlineData("GroupNorm([|0|])", "groups is 0")]
    [InlineData("Dense([|units: -5|], Bias = false)", "units is -5")]
    [InlineData("Repeat<B>([|0|])", "count is 0", "Repeat<B>(2)")]
    [InlineData("Repeat<B>([|count: -1|])", "count is -1")]
    public void Sizes_are_positive(string marked, params string[] words) => Report("NC1007", marked, words);

    [Theory]
    [InlineData("Dense(3, Bias = false, [|BiasInit = Initializer.Zeros|])", "BiasInit", "Bias = false")]
    [InlineData("Dense(3, [|BiasInit = Initializer.HeNormal|])", "HeNormal", "vector")]
    [InlineData("Dense(3, [|BiasInit = Initializer.Orthogonal|])", "Orthogonal", "vector")]
    [InlineData("Dense(3, Init = Initializer.Normal, [|InitFan = Fan.Out|])", "InitFan", "Normal")]
    [InlineData("Dense(3, [|InitFan = Fan.Out|])", "InitFan", "Default")]
    [InlineData("Dense(3, [|InitScale = 0.25|])", "InitScale = 0.25", "Default")]
    [InlineData("Dense(3, Init = Initializer.Zeros, [|InitScale = 2|])", "InitScale = 2", "Zeros")]
    [InlineData("Dense(3, [|Init = Initializer.Constant|])", "Constant", "InitScale = 0.1")]
    [InlineData("Dense(3, [|BiasInitScale = 0.5|])", "BiasInitScale = 0.5")]
    [InlineData("Dense(3, [|Init = Initializer.Zeros|], WeightNorm = true)", "WeightNorm", "zeros")]
    [InlineData("Dense(3, [|Init = Initializer.Constant|], InitScale = 0, WeightNorm = true)", "WeightNorm", "zeros")]
    [InlineData("Dense(6, [|Init = Initializer.Identity|], WeightNorm = true)", "2 of 6 columns", "zeros")]
    public void Arguments_go_together(string marked, params string[] words) => Report("NC1008", marked, words);

    [Theory]
    [InlineData("Dense(3, Init = Initializer.Normal, [|InitScale = 0|])", "InitScale is 0", "greater than 0")]
    [InlineData("Dense(3, [|Init = (Initializer)99|])", "Init is 99", "HeNormal")]
    [InlineData("Dense(3, Init = Initializer.HeNormal, [|InitFan = (Fan)2|])", "InitFan is 2", "In, Out")]
    [InlineData("LeakyRelu([|double.NaN|])", "slope is NaN", "finite")]
    [InlineData("PRelu([|double.PositiveInfinity|])", "initialSlope is Infinity")]
    [InlineData("Elu([|0|])", "alpha is 0", "greater than 0")]
    [InlineData("Celu([|alpha: -1|])", "alpha is -1")]
    [InlineData("Softplus([|-2|])", "beta is -2")]
    [InlineData("Gelu([|(GeluForm)5|])", "form is 5", "Exact, Tanh")]
    [InlineData("LayerNorm([|Epsilon = 0|])", "Epsilon is 0", "greater than 0")]
    [InlineData("GroupNorm([|3|])", "GroupNorm at layers.0", "4 channels", "3 equal groups", "GroupNorm(2)")]
    [InlineData("Dropout([|1|])", "probability is 1", "at least 0 and less than 1")]
    [InlineData("Dropout([|probability: -0.1|])", "probability is -0.1")]
    [InlineData("HardTanh(2, [|1|])", "min is 2", "max is 1")]
    [InlineData("[|HardTanh(3)|]", "min is 3", "max is 1")]
    public void Numbers_are_in_range(string marked, params string[] words) => Report("NC1018", marked, words);

    [Fact]
    public void Positions_are_normalised_where_there_are_some() => Report("NC1026", "[|InstanceNorm|]", ["InstanceNorm at layers.0", "[4]", "LayerNorm"]);

    [Theory]
    [InlineData("Huber([|0|])", "delta is 0")]
    [InlineData("SoftmaxCrossEntropy([|LabelSmoothing = 1|])", "LabelSmoothing is 1", "less than 1")]
    [InlineData("SoftmaxCrossEntropy([|LabelSmoothing = -0.1|])", "LabelSmoothing is -0.1", "at least 0")]
    [InlineData("SoftmaxCrossEntropy([|Targets = (ClassTargets)3|])", "Targets is 3", "Indices, Probabilities")]
    public void Numbers_of_losses_are_in_range(string marked, params string[] words) =>
        ShouldReportAlone("NC1018", $"[Network(Input = 4), Dense(2), {marked}] public partial class Net;", words);

    [Theory]
    [InlineData("LeakyRelu([|1e39|])", "slope is 1E+39", "3.4E+38", "Precision.Double")]
    [InlineData("Celu([|alpha: 1e-40|])", "alpha is 1E-40", "1.2E-38")]
    [InlineData("Dense(3, Init = Initializer.Constant, [|InitScale = -1e39|])", "InitScale is -1E+39")]
    [InlineData("[|Use<Big>|]", "Big: LeakyRelu: slope is 1E+39")]
    [InlineData("[|Repeat<Far>(2)|]", "Big: LeakyRelu: slope is 1E+39")]
    public void Numbers_fit_into_float(string marked, params string[] words) =>
        Report("NC1018", $"{marked}, Dense(3)", words, "[Block, LeakyRelu(1e39)] class Big; [Block, Dense(3), Use<Big>] class Far;");

    [Theory]
    [InlineData("Huber([|1e300|])", "delta is 1E+300")]
    [InlineData("MeanSquaredError, ClipByValue([|1e-50|])", "is 1E-50")]
    public void Numbers_of_losses_and_clippings_fit_into_float(string marked, params string[] words) =>
        ShouldReportAlone("NC1018", $"[Network(Input = 4), Dense(2), {marked}] public partial class Net;", words);

    [Fact]
    public void Numbers_that_only_double_holds_are_fine_in_double() => ShouldCompile(
        "[Network(Input = 4, Precision = Precision.Double), Dense(2, BiasInit = Initializer.Constant, BiasInitScale = 1e39), LeakyRelu(1e-40), Huber(1e300)] public partial class Net;");

    [Theory]
    [InlineData("LeakyRelu(3.4e38), Celu(1.2e-38), HardTanh(-3.4e38, 0)")]
    [InlineData("Dense(1), Repeat<B>(1)")]
    [InlineData("Dense(3, Init = Initializer.Constant, InitScale = -0.5, BiasInit = Initializer.Uniform, BiasInitScale = 0.1)")]
    [InlineData("Dense(3, Bias = false), Dense(2, Bias = true, Init = Initializer.HeUniform, InitFan = Fan.Out, InitScale = 0.5)")]
    [InlineData("Dropout, Dropout(0), Dropout(0.999)")]
    [InlineData("LeakyRelu(-0.5), PRelu(0), Elu(0.1), HardTanh(0, 6), Gelu(GeluForm.Tanh), Softplus(beta: 1e-3)")]
    public void Arguments_at_the_border_are_fine(string layers) => ShouldCompile($"{Declaration(layers)}\n{UseOfNet}");

    [Theory]
    [InlineData("[[|Mine|]]", "class MineAttribute : LayerAttribute;")]
    [InlineData("[[|Mine(3)|]]", "class Root : LayerAttribute; class MineAttribute(int size) : Root { public int Size => size; }")]
    [InlineData("[[|Mine.Dense|]]", "namespace Mine { class DenseAttribute : LayerAttribute; }")]
    [InlineData("[[|Mine<Net>|]]", "class MineAttribute<T> : LayerAttribute;")]
    [InlineData("[[|Mine|]]", "class MineAttribute : LossAttribute;")]
    public void Layers_of_others_are_not_known(string marked, string declaration) =>
        ShouldReportAlone("NC1020", $"[Network(Input = 4), Dense(2)] {marked} public partial class Net; {declaration}", "not a layer");

    private static void Report(string id, string marked, string[] words, string blocks = "") => ShouldReportAlone(id, $"{blocks} {Declaration(marked)}", words);

    private static string Declaration(string layers) => $"[Block, Dense(3)] class B; [Network(Input = 4), {layers}, Dense(2), MeanSquaredError] public partial class Net;";
}
