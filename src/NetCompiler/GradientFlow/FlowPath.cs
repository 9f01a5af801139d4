using System.Collections.Immutable;

namespace NetCompiler;

/// <summary>A list of layers from input to output, of the network or of a branch inside it, with the error signal that was measured along it.</summary>
/// <param name="Layers">The layers.</param>
/// <param name="Log10">The decimal logarithm of the error signal behind each of them, relative to that at the end of the list; NaN where it was not measured.</param>
internal sealed record FlowPath(ImmutableArray<LayerDefinition> Layers, double[] Log10)
{
    /// <summary>The list of the network, and those of all branches.</summary>
    public static IEnumerable<FlowPath> All(NetworkDefinition definition, GradientFlowStep step)
    {
        Dictionary<string, double> measured = step.Layers.ToDictionary(layer => layer.Layer, layer => layer.Log10ErrorSignal);
        yield return Of(definition.Layers, end: 0);
        foreach (ImmutableArray<LayerDefinition> branch in definition.AllLayers.SelectMany(layer => layer.Branches).Where(branch => !branch.IsEmpty))
        {
            FlowPath path = Of(branch, measured.GetValueOrDefault(branch[^1].Path, double.NaN));
            // A branch whose last weight starts at 0 lets nothing through at first, and does after a step.
            yield return path with { Log10 = [.. path.Log10.Select(log10 => double.IsInfinity(log10) ? double.NaN : log10)] };
        }

        FlowPath Of(ImmutableArray<LayerDefinition> layers, double end) => new(layers, [.. layers.Select(layer => measured.GetValueOrDefault(layer.Path, double.NaN) - end)]);
    }

    /// <summary>Where the error signal is least, or -1.</summary>
    public int Least => Best((value, best) => value < best);

    /// <summary>Where it is greatest, or -1.</summary>
    public int Greatest => Best((value, best) => value > best);

    /// <summary>The kind of layer that changes the error signal most between a place and the end of the list.</summary>
    /// <param name="place">The place.</param>
    /// <param name="sign">1 for what stretches it, -1 for what shrinks it.</param>
    /// <returns>The kind, how many such layers there are, and the decimal logarithm of what all of them do together; null when no two neighbours were measured.</returns>
    public (LayerDefinition First, int Count, double Log10)? Culprit(int place, int sign) => Enumerable.Range(place + 1, Layers.Length - place - 1)
        .Where(i => double.IsFinite(Log10[i]) && double.IsFinite(Log10[i - 1]))
        .GroupBy(i => Layers[i].Kind)
        .Select(group => ((LayerDefinition, int, double)?)(Layers[group.First()], group.Count(), group.Sum(i => Log10[i - 1] - Log10[i])))
        .OrderByDescending(culprit => sign * culprit!.Value.Item3)
        .FirstOrDefault();

    private int Best(Func<double, double, bool> isBetter)
    {
        int best = -1;
        for (int i = Layers.Length - 1; i >= 0; i--)
        {
            if (!double.IsNaN(Log10[i]) && (best < 0 || isBetter(Log10[i], Log10[best])))
                best = i;
        }

        return best;
    }
}
