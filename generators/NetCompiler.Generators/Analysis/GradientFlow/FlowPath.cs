using System.Collections.Immutable;
using NetCompiler.Generators.Layers;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>A list of layers from input to output, of the network or of a branch inside it, with the error signal along it.</summary>
/// <param name="Flow">The prediction for the network.</param>
/// <param name="Layers">The layers.</param>
internal sealed record FlowPath(NetworkFlow Flow, ImmutableArray<PlacedLayer> Layers)
{
    /// <summary>The list of the network, and those of all branches.</summary>
    public static IEnumerable<FlowPath> All(NetworkFlow flow) =>
        [new(flow, flow.Model.Layers), .. flow.Model.AllLayers.SelectMany(layer => layer.Branches).Where(branch => branch.Length > 0).Select(branch => new FlowPath(flow, branch))];

    /// <summary>The decimal logarithm of the error signal behind a layer, relative to that at the end of the list.</summary>
    public double Relative(int layer) => Error(layer) - Error(Layers.Length - 1);

    /// <summary>The decimal logarithm of the factor that a layer multiplies the error signal with on its way from the layer's output to its input.</summary>
    public double Step(int layer) => Flow.Backward.Log10Error(Layers[layer].Input) - Error(layer);

    /// <summary>The layer with the least error signal; one that is exactly 0 does not count, because the first step changes the weights that make it so.</summary>
    public int Least => Best((value, best) => value < best);

    /// <summary>The layer with the greatest error signal.</summary>
    public int Greatest => Best((value, best) => value > best);

    private double Error(int layer) => Flow.Backward.Log10Error(Flow.Model.Signal(Layers[layer]));

    private int Best(Func<double, double, bool> isBetter)
    {
        int best = Layers.Length - 1;
        for (int i = Layers.Length - 2; i >= 0; i--)
        {
            if (!double.IsInfinity(Relative(i)) && isBetter(Relative(i), Relative(best)))
                best = i;
        }

        return best;
    }
}
