using System.Xml.Linq;

namespace NetCompiler.Report.Tests;

/// <summary>Pages of networks of every kind: feature maps, paths, normalization, ids, attention, and layers that read backwards.</summary>
public class KindTests
{
    public static TheoryData<string> Kinds => ["maps", "tokens", "backwards", "highway"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_page_is_well_formed_and_shows_every_layer_that_was_measured(string kind)
    {
        GradientFlowReport report = Train(kind);
        string page = report.ToHtml();
        XElement body = XElement.Parse(page[page.IndexOf("<body>", StringComparison.Ordinal)..page.IndexOf("<script>", StringComparison.Ordinal)] + "</body>");
        Assert.All(body.Descendants().Attributes(), attribute => Assert.DoesNotMatch("NaN|Infinity|∞|-?[0-9.]+E[+-]", attribute.Name.LocalName is "d" or "x" or "y" or "width" or "height" or "transform" or "style" ? attribute.Value : ""));
        string[] rows = [.. body.Descendants("div").First(div => div.Attribute("class")?.Value == "rows heat").Descendants("span").Where(span => span.Parent!.Name == "bdi").Select(span => span.Value)];
        Assert.Equal(report.Steps[0].Layers.Where(layer => !double.IsNaN(layer.ErrorSignal)).Select(layer => layer.Layer), rows);
        int recurrent = report.Steps[0].Layers.Count(layer => layer.ErrorSignalByStep.Length > 1);
        Assert.Equal(1 + recurrent, body.Descendants("div").Count(div => div.Attribute("class")?.Value == "rows heat"));
    }

    private static GradientFlowReport Train(string kind)
    {
        INetwork<float> network = kind switch
        {
            "maps" => new Maps(1),
            "tokens" => new Tokens(1),
            "backwards" => new Backwards(1),
            _ => new Highways(1),
        };
        var random = new Random(1);
        int targets = network.Definition.Loss!.TargetLength;
        Func<float> input = kind == "tokens" ? () => random.Next(8) : () => (4 * random.NextSingle()) - 2;
        var data = new Dataset<float>(
            [.. Enumerable.Range(0, 64 * network.InputLength).Select(_ => input())], network.InputLength, [.. Enumerable.Range(0, 64 * targets).Select(_ => (float)random.Next(3))], targets);
        return Trainer.Fit(network, data, new TrainingOptions { Epochs = 2, BatchSize = 16, Seed = 1, GradientFlow = new GradientFlowOptions { Every = 3 } }).GradientFlow!;
    }
}

[Network, Input(2, 8, 8), Conv2D(4, 3, Padding = 1), BatchNorm, Relu, Use<MapBlock>, MaxPool(2), Flatten, Dropout(0.1), Dense(3), SoftmaxCrossEntropy]
internal sealed partial class Maps;

[Block, Residual, Conv2D(4, 3, Padding = 1), BatchNorm, Relu, Conv2D(4, 3, Padding = 1), BatchNorm]
internal sealed class MapBlock;

[Network, Input(Time = 6, Features = 1), Embedding(8, 8), PositionalEncoding, Use<Look>, LayerNorm, Dense(3), SoftmaxCrossEntropy]
internal sealed partial class Tokens;

[Block, Residual, LayerNorm, SelfAttention(2, Causal = true)]
internal sealed class Look;

[Network, Input(Time = 7, Features = 2), Bidirectional<Read>, Dense(3), SoftmaxCrossEntropy]
internal sealed partial class Backwards;

[Block, Gru(4)]
internal sealed class Read;

[Network(Input = 8), Use<Carry>, Dense(3), SoftmaxCrossEntropy]
internal sealed partial class Highways;

[Block, Highway, Dense(8), Elu]
internal sealed class Carry;
