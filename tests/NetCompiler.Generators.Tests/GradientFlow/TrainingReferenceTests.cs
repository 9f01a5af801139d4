using NetCompiler.Generators.Analysis.GradientFlow;
using NetCompiler.Generators.Analysis.GradientFlow.Findings;
using NetCompiler.Generators.Declarations;
using NetCompiler.Generators.Layers;
using static NetCompiler.Generators.Tests.GradientFlow.Declared;
using static NetCompiler.Generators.Tests.GradientFlow.DenseReferenceTests;

namespace NetCompiler.Generators.Tests.GradientFlow;

/// <summary>Of 111 networks that were trained with SGD and Adam at several rates, which are warned about under the default thresholds.</summary>
public sealed class TrainingReferenceTests
{
    private static readonly Func<NetworkFlow, FlowThresholds, FlowFinding?>[] s_rules =
    [
        .. typeof(FlowFinding).Assembly.GetTypes().Where(type => type.Namespace == typeof(FlowFinding).Namespace)
            .Select(type => type.GetMethod("Find")).Where(method => method is not null).Select(method => method!.CreateDelegate<Func<NetworkFlow, FlowThresholds, FlowFinding?>>()),
    ];

    [Fact]
    public void Networks_that_vanish_are_warned_about()
    {
        var vanishing = Rows().Where(row => row.Number("measured_log10_delta") <= -3.5).ToList();
        Assert.Equal(43, vanishing.Count);
        Assert.InRange(vanishing.Count(row => Findings(row).Length == 0), 0, 3);
    }

    [Fact]
    public void Networks_that_learn_with_both_are_not()
    {
        var learning = Rows().Where(row => row.Number("acc_best_sgd") >= 0.95 && row.Number("acc_best_adam") >= 0.95).ToList();
        Assert.Equal(40, learning.Count);
        Assert.All(learning, row => Assert.Equal((row.ToString(), ""), (row.ToString(), string.Join(", ", Findings(row)))));
    }

    private static IReadOnlyList<ReferenceTable.Row> Rows() => ReferenceTable.Read("reference_training.csv").Rows;

    private static string[] Findings(ReferenceTable.Row row)
    {
        NetworkFlow flow = FlowAnalysis.Predict(Model(row));
        return [.. s_rules.Select(rule => rule(flow, new FlowThresholds())).Where(finding => finding?.Grade >= FlowGrade.Warning).Select(finding => finding!.Message)];
    }

    private static NetworkModel Model(ReferenceTable.Row row)
    {
        int depth = row.Integer("hidden_layers");
        LayerDeclaration activation = Activation(row["activation"]), dense = Dense(64, row["initialiser"], 64);
        LayerDeclaration withoutBias = dense with { Arguments = dense.Arguments.Where(argument => !argument.Name.StartsWith("Bias", StringComparison.Ordinal)).ToEquatableArray() };
        IEnumerable<LayerDeclaration> layers = row["kind"] switch
        {
            "plain" => Enumerable.Repeat(new[] { dense, activation }, depth).SelectMany(layer => layer),
            "bn" => Enumerable.Repeat(new[] { withoutBias, Layer("BatchNorm"), activation }, depth).SelectMany(layer => layer),
            "ln" => Enumerable.Repeat(new[] { dense, Layer("LayerNorm"), activation }, depth).SelectMany(layer => layer),
            _ => [dense, .. Enumerable.Repeat(Around(Layer("Residual"), [activation, dense]), depth)],
        };
        return Network(64, Layer("SoftmaxCrossEntropy"), [.. layers, Dense(10, row["initialiser"], 64)]);
    }
}
