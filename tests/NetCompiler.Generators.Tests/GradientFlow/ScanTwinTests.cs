using NetCompiler.Generators.Analysis.GradientFlow;
using NetCompiler.Generators.Declarations;
using NetCompiler.Generators.Graph;
using NetCompiler.Generators.Layers;
using static NetCompiler.Generators.Tests.GradientFlow.Declared;

namespace NetCompiler.Generators.Tests.GradientFlow;

/// <summary>Equal layers of sequences are worked out once, where their inputs are alike.</summary>
public sealed class ScanTwinTests
{
    [Fact]
    public void Layers_that_do_the_same_share_what_is_known_of_a_step()
    {
        NetworkFlow flow = Branches(Cell(1), Cell(1.5), Cell(1));
        StepAmplitudes[] known = [.. Scans(flow).Select(flow.Backward.Forward.Amplitudes)];
        Assert.Same(known[0], known[2]);
        Assert.NotEqual(known[0].Persistence, known[1].Persistence);
    }

    /// <summary>Two branches that do the same have weights of their own, so that the sum has twice the variance of each.</summary>
    [Fact]
    public void What_is_alike_is_not_the_same()
    {
        NetworkFlow flow = Branches(Cell(1), Cell(1));
        Scan[] scans = Scans(flow);
        Assert.Same(flow.Backward.Forward.Amplitudes(scans[0]), flow.Backward.Forward.Amplitudes(scans[1]));
        double one = flow.Backward.Forward[scans[0].Carries[0].After][0].Second, sum = flow.Backward.Forward[flow.Model.Layers[0].Output][0].Second;
        Assert.Equal(2 * one, sum, 0.01 * one);
    }

    private static LayerDeclaration Cell(double bias) => Layer("Gru", ("units", 64), ("UpdateBias", bias), ("Returns", "Sequence"));

    private static NetworkFlow Branches(params LayerDeclaration[] cells) =>
        FlowAnalysis.Predict(Sequences(10, 64, [Around(Layer("Parallel"), [.. cells.Select(cell => new[] { cell })]), Layer("LastStep"), Layer("Dense", ("units", 2))]));

    private static Scan[] Scans(NetworkFlow flow) => [.. flow.Model.Graph.Operations.OfType<Scan>()];
}
