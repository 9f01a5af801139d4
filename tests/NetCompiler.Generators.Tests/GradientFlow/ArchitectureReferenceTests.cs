using System.Collections.Immutable;
using NetCompiler.Generators.Analysis.GradientFlow;
using NetCompiler.Generators.Declarations;
using NetCompiler.Generators.Layers;
using static NetCompiler.Generators.Tests.GradientFlow.Declared;
using static NetCompiler.Generators.Tests.GradientFlow.DenseReferenceTests;

namespace NetCompiler.Generators.Tests.GradientFlow;

/// <summary>Residual, highway, densely connected and normalised networks, and dropout, against Monte Carlo.</summary>
public sealed class ArchitectureReferenceTests
{
    private static readonly ReferenceTable s_table = ReferenceTable.Read("reference_arch.csv");

    public static TheoryData<string> Residual => Rows("residual", "residual+norm");

    public static TheoryData<string> Highway => Rows("highway");

    public static TheoryData<string> Norms => Rows("norm", "bn_batch");

    public static TheoryData<string> Dropout => Rows("dropout");

    [Theory]
    [MemberData(nameof(Residual))]
    public void Residual_networks(string line)
    {
        ReferenceTable.Row row = Row(line);
        int depth = row.Integer("depth_or_T"), width = row.Integer("width");
        string activation = row["activation"];
        (LayerDeclaration[] branch, LayerDeclaration[] behind, (string, object)[] options) = row["variant"] switch
        {
            "x+W.phi(x)" => (Branch(), (LayerDeclaration[])[], Options()),
            "(x+W.phi(x))/sqrt2" => (Branch(), [], Options(("Scale", Math.Sqrt(0.5)))),
            "Fixup-like a=L^-1" => (Branch(), [], Options(("BranchScale", 1.0 / depth))),
            "x+W.phi(x)/sqrt(L)" => (Branch(), [], Options(("BranchScale", 1 / Math.Sqrt(depth)))),
            "ReZero a=0" => (Branch(), [], Options(("ReZero", true))),
            "x+W.phi(bn(x))" => ([Layer("BatchNorm"), .. Branch()], [], Options()),
            "x+W.phi(ln(x))" => ([Layer("LayerNorm"), .. Branch()], [], Options()),
            "postLN: LN(x+W2 relu(W1 x)), he" => ([Dense(width, "he_normal", width), Activation(activation), Dense(width, "he_normal", width)], [Layer("LayerNorm")], Options()),
            "ORIGINAL post-act phi(x+W2.phi(W1 x))" => ([Dense(width, "he_normal", width), Activation(activation), Dense(width, "he_normal", width)], [Activation(activation)], Options()),
            _ => throw new NotSupportedException(row["variant"]),
        };
        var layers = Enumerable.Repeat(new[] { Around(Layer("Residual", options), branch) }.Concat(behind), depth).SelectMany(block => block);
        double ratio = Predict(width, [Dense(width, "lecun_normal", width), .. layers])[0].Log10ErrorSignal;
        Assert.InRange(ratio - row.Number("mc_mean"), -0.08 - row.Number("mc_std"), 0.08);
        if (!double.IsNaN(row.Number("pred_log10")))
            Assert.InRange(ratio - row.Number("pred_log10"), row["variant"].StartsWith("postLN", StringComparison.Ordinal) ? -0.1 : -0.015, 0.05);

        LayerDeclaration[] Branch() => [Activation(activation), Dense(width, Gain(activation), width)];
    }

    /// <summary>A branch that starts at 0 leaves max(max(x, 0), 0): the second rectifier passes all that the first has passed. One that is alone passes half.</summary>
    [Theory]
    [InlineData(64)]
    [InlineData(256)]
    public void Rectifiers_behind_rectifiers_pass_everything(int width)
    {
        LayerDeclaration[] branch = [Dense(width, "he_normal", width), Layer("BatchNorm"), Layer("Relu"), Dense(width, "he_normal", width), Layer("BatchNorm")];
        LayerDeclaration block = Around(Layer("Residual", ("Activation", "Relu")), 1, branch);
        ImmutableArray<LayerFlow> flow = Predict(width, [Dense(width, "lecun_normal", width), .. Enumerable.Repeat(block, 25)]);
        Assert.Equal(Math.Log10(0.5) / 2, flow[0].Log10ErrorSignal, 0.01);
        Assert.InRange(flow[0].Uncertainty, 0, 0.2);
    }

    /// <summary>The greatest of four is above 0 in 15 of 16 cases, whether it is taken before a rectifier or behind.</summary>
    [Fact]
    public void Rectifiers_and_maxima_commute()
    {
        double First(string one, string other) => FlowAnalysis.Predict(Network([8, 8, 8], loss: null, [Convolution(), Named(one), Named(other), Convolution()])).Layers[0].Log10ErrorSignal;
        Assert.Equal(Math.Log10(15.0 / 16) / 2, First("MaxPool", "Relu") - Last("MaxPool"), 0.01);
        Assert.Equal(First("MaxPool", "Relu"), First("Relu", "MaxPool"), 0.01);

        double Last(string only) => FlowAnalysis.Predict(Network([8, 8, 8], loss: null, [Convolution(), Named(only), Convolution()])).Layers[0].Log10ErrorSignal;
        LayerDeclaration Convolution() => Layer("Conv2D", ("channels", 8), ("kernel", 3), ("Padding", 1));
        LayerDeclaration Named(string kind) => kind == "MaxPool" ? Layer("MaxPool", ("kernel", 2)) : Layer(kind);
    }

    [Theory]
    [MemberData(nameof(Highway))]
    public void Highway_networks(string line)
    {
        ReferenceTable.Row row = Row(line);
        int depth = row.Integer("depth_or_T"), width = row.Integer("width");
        LayerDeclaration highway = Around(
            Layer("Highway", ("GateBias", double.Parse(row["variant"][3..], System.Globalization.CultureInfo.InvariantCulture))),
            [Dense(width, Gain(row["activation"]), width), Activation(row["activation"])]);
        double ratio = Predict(width, [Dense(width, "lecun_normal", width), .. Enumerable.Repeat(highway, depth)])[0].Log10ErrorSignal;
        // The table's theory is 0.29 decades off for rectifiers.
        Assert.InRange(ratio - row.Number("pred_log10"), row["activation"] == "relu" ? -0.3 : -0.02, row["activation"] == "relu" ? 0.3 : 0.02);
        Assert.InRange(ratio - row.Number("mc_mean"), -0.1, 0.1);
    }

    [Theory]
    [MemberData(nameof(Norms))]
    public void Normalised_networks(string line)
    {
        ReferenceTable.Row row = Row(line);
        int depth = row.Integer("depth_or_T"), width = row.Integer("width");
        string variant = row["variant"];
        bool isBatch = variant.Contains("bn", StringComparison.OrdinalIgnoreCase);
        int batch = isBatch ? int.Parse((variant + row["note"]).Split("B=")[1].Split(' ', 'r')[0], System.Globalization.CultureInfo.InvariantCulture) : 1000;
        LayerDeclaration dense = Dense(width, "lecun_normal", width), activation = Activation(row["activation"]);
        LayerDeclaration norm = Layer(isBatch ? "BatchNorm" : variant.Contains("rms", StringComparison.Ordinal) ? "RmsNorm" : "LayerNorm");
        LayerDeclaration[] layer = variant.StartsWith("LN(phi", StringComparison.Ordinal) ? [dense, activation, norm] : [dense, norm, activation];
        var layers = Enumerable.Repeat(layer, depth + 2).SelectMany(block => block);
        ImmutableArray<LayerFlow> flow = Predict(width, layers, batch);
        // From the second layer, whose input is the output of an activation as that of all others is.
        double perLayer = (flow[3].Log10ErrorSignal - flow[^3].Log10ErrorSignal) / depth;
        // The table's theory has no width.
        Assert.InRange(perLayer - row.Number("pred_log10"), -0.002, 0.0015);
        Assert.InRange(perLayer - row.Number("mc_mean"), batch < 8 ? -0.03 : -0.013, batch < 8 ? 0.03 : 0.006);
    }

    [Theory]
    [MemberData(nameof(Dropout))]
    public void Dropout_networks(string line)
    {
        ReferenceTable.Row row = Row(line);
        string[] words = row["variant"].Split(' ');
        double Value(string name) => double.Parse(words.First(word => word.StartsWith(name, StringComparison.Ordinal)).Split('=')[1], System.Globalization.CultureInfo.InvariantCulture);
        int depth = row.Integer("depth_or_T"), width = row.Integer("width");
        LayerDeclaration[] layer =
        [
            Layer("Dense", ("units", width), ("Init", "LecunNormal"), ("InitScale", Math.Sqrt(Value("s2w")))), Activation(row["activation"]),
            Layer("Dropout", ("probability", 1 - Value("keep"))),
        ];
        ImmutableArray<LayerFlow> flow = Predict(width, Enumerable.Repeat(layer, depth + 1).SelectMany(block => block));
        double ratio = flow[0].Log10ErrorSignal - flow[^3].Log10ErrorSignal;
        Assert.InRange(ratio - row.Number("pred_log10"), -0.025, 0.025);
        Assert.InRange(ratio - row.Number("mc_mean"), -0.06, 0.06);
    }

    [Fact]
    public void Densely_connected_networks()
    {
        ReferenceTable.Row row = s_table.Rows.Single(row => row["family"] == "densenet");
        LayerDeclaration dense = Around(Layer("DenselyConnected"), 40, [Layer("BatchNorm"), Layer("Relu"), Dense(16, "he_normal", 0)]);
        double total = Predict(64, [Dense(64, "lecun_normal", 64), dense])[0].Log10ErrorSignal;
        double perUnit = total - (Math.Log10(64.0 / (64 + (40 * 16))) / 2);
        Assert.InRange(perUnit - row.Number("mc_mean"), -0.05, 0.05);
    }

    [Theory]
    [InlineData("relu")]
    [InlineData("tanh")]
    public void Padded_convolutions(string activation)
    {
        ReferenceTable.Row row = s_table.Rows.Single(other => other["family"] == "conv" && other["activation"] == activation);
        int depth = row.Integer("depth_or_T");
        LayerDeclaration[] layer = [Layer("Conv2D", ("channels", 32), ("kernel", 3), ("Padding", -1), ("Init", Pascal(Gain(activation)))), Activation(activation)];
        ImmutableArray<LayerFlow> flow = FlowAnalysis.Predict(Network([32, 12, 12], loss: null, Enumerable.Repeat(layer, depth + 1).SelectMany(other => other))).Layers;
        double ratio = flow[0].Log10ErrorSignal - flow[^2].Log10ErrorSignal;
        Assert.InRange(ratio - row.Number("mc_mean"), -0.1, 0.1);
    }

    private static string Pascal(string name) => string.Concat(name.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private static ImmutableArray<LayerFlow> Predict(int width, IEnumerable<LayerDeclaration> layers, int batch = 10_000) =>
        FlowAnalysis.Predict(Network(width, layers), new FlowAssumptions { Batch = batch }).Layers;

    private static (string, object)[] Options(params (string, object)[] options) => options;

    /// <summary>The initialiser of the table: He for rectifiers, otherwise variance 1/n.</summary>
    private static string Gain(string activation) => activation is "relu" or "gelu" ? "he_normal" : "lecun_normal";

    private static TheoryData<string> Rows(params string[] families) => [.. s_table.Rows.Where(row => families.Contains(row["family"])).Select(row => row.ToString())];

    private static ReferenceTable.Row Row(string line) => s_table.Rows.Single(row => row.ToString() == line);
}
