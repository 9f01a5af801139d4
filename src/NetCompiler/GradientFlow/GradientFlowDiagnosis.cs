using System.Collections.Immutable;
using System.Globalization;

namespace NetCompiler;

/// <summary>Draws conclusions from measured steps: those that hold now, and since when.</summary>
internal sealed class GradientFlowDiagnosis(GradientFlowReport report)
{
    /// <summary>The share of dead units that leaves too few.</summary>
    private const double Dead = 0.9;

    /// <summary>The share of outputs on a flat part that leaves too few. Half of those of a trained Tanh may be there.</summary>
    private const double Saturated = 0.75;

    /// <summary>The last steps, of which most have to agree.</summary>
    private const int Recent = 5;

    private readonly NetworkDefinition _definition = report.Definition;

    /// <summary>All that is wrong, the worst first.</summary>
    public ImmutableArray<GradientFlowFinding> Findings() =>
        [.. new[] { NotFinite(), DeadUnits(), Exploding(), Vanishing(), VanishingInTime(), Saturation() }.OfType<GradientFlowFinding>()];

    private GradientFlowFinding? NotFinite()
    {
        if (report.Steps.FirstOrDefault(step => !IsFinite(step)) is not { } first)
            return null;
        // Outputs are computed from the first layer to the last, gradients the other way round.
        LayerGradientFlow? layer = first.Layers.FirstOrDefault(layer => layer.NonFinite > 0 && !double.IsFinite(layer.ActivationMean)) ?? first.Layers.LastOrDefault(layer => layer.NonFinite > 0);
        string where = layer is null ? "" : $", first at {Name(layer.Layer)}";
        GradientFlowStep? before = report.Steps.LastOrDefault(step => step.Step < first.Step && IsFinite(step));
        string history = before is null ? "" : FormattableString.Invariant($"; at step {before.Step} the norm of the gradient was {GradientFlowText.Norm(before.GradientNorm)}");
        return new(
            GradientFlowState.NotFinite, layer?.Layer, first.Step, FormattableString.Invariant($"the loss is {GradientFlowText.Norm(first.Loss)} and the norm of the gradient {GradientFlowText.Norm(first.GradientNorm)}{where}{history}"),
            FlowRemedies.Either(IsClipped, "use a smaller learning rate", "start with smaller weights"), ["NC2002"]);
    }

    private GradientFlowFinding? DeadUnits()
    {
        // The share may differ from one batch to the next; what counts is the layer nearest the output, because it cuts off all others.
        if (Lasting(step => step.Layers.LastOrDefault(IsDead)) is not var (since, worst))
            return null;
        return new(
            GradientFlowState.Dead, worst.Layer, since, $"{Percent(worst.DeadUnits)} of the units of {Name(worst.Layer)} are 0 for every example",
            "start the biases at 0, use a smaller learning rate, LeakyRelu or Elu, or BatchNorm in front", ["NC2011"]);
    }

    private GradientFlowFinding? Vanishing()
    {
        if (Lasting(step => Extreme(step, path => path.Least, sign: -1, -FlowLimits.Vanished)) is not var (since, worst))
            return null;
        // Behind dead units nothing arrives, which is said already.
        if (double.IsNegativeInfinity(worst.Log10) && DeadUnits() is not null)
            return null;
        string end = worst.Path.Layers.Equals(_definition.Layers) ? "the output" : "the end of its branch";
        string cause = $"what reaches {Name(worst.Layer)} is {FactorText.Of(worst.Log10)} of the gradient at {end}";
        if (worst.Path.Culprit(worst.Place, sign: -1) is not var (first, count, all))
            return new(GradientFlowState.Vanishing, worst.Layer, since, cause, "use Relu or Tanh with their initialisers, BatchNorm, or residual blocks", ["NC2001"]);
        (string remedy, ImmutableArray<string> ids) = FlowRemedies.OfVanishing(first, worst.Path);
        return new(GradientFlowState.Vanishing, worst.Layer, since, $"{cause}: {FlowRemedies.Describe(first, count, all)}", remedy, ids);
    }

    private GradientFlowFinding? Exploding()
    {
        if (Lasting(step => Extreme(step, path => path.Greatest, sign: 1, FlowLimits.Exploded)) is not var (since, worst))
            return null;
        string cause = $"what reaches {Name(worst.Layer)} is {FactorText.Of(worst.Log10)} times the gradient at the end of its list";
        if (worst.Path.Culprit(worst.Place, sign: 1) is not var (first, count, all))
            return new(GradientFlowState.Exploding, worst.Layer, since, cause, FlowRemedies.Either(IsClipped, "use smaller weights"), ["NC2002"]);
        (string remedy, ImmutableArray<string> ids) = FlowRemedies.OfExploding(first, count, IsClipped);
        return new(GradientFlowState.Exploding, worst.Layer, since, $"{cause}: {FlowRemedies.Describe(first, count, all)}", remedy, ids);
    }

    private GradientFlowFinding? VanishingInTime()
    {
        // A network that has learned its task may have become like that.
        if (Lasting(step => step.Layers.Where(layer => InTime(layer) <= FlowLimits.VanishedInTime).MinBy(InTime)) is not var (since, worst) || since != report.Steps[0].Step)
            return null;
        int steps = worst.ErrorSignalByStep.Length;
        (string remedy, ImmutableArray<string> ids) = FlowRemedies.OfVanishingInTime(_definition.AllLayers.First(layer => layer.Path == worst.Layer).Kind, steps);
        return new(
            GradientFlowState.Vanishing, worst.Layer, since,
            $"what reaches the first of {steps} steps of {Name(worst.Layer)} is {FactorText.Of(InTime(worst))} of the gradient at the last", remedy, ids);
    }

    private GradientFlowFinding? Saturation()
    {
        if (Lasting(step => step.Layers.Where(IsSaturated).MaxBy(layer => layer.Saturation)) is not var (since, worst))
            return null;
        return new(
            GradientFlowState.Saturated, worst.Layer, since,
            $"{Percent(worst.Saturation)} of the outputs of {Name(worst.Layer)} are where its slope is less than a twentieth of the greatest",
            "use smaller weights in front, BatchNorm between, or a smaller learning rate", ["NC2004"]);
    }

    private bool IsClipped => report.StepsClipped > 0;

    private static bool IsFinite(GradientFlowStep step) => double.IsFinite(step.Loss) && double.IsFinite(step.GradientNorm);

    private bool IsDead(LayerGradientFlow layer) => layer.DeadUnits >= Dead && IsOnlyWay(layer);

    /// <summary>Of a rectifier half the outputs are 0; whether too many are, dead units tell.</summary>
    private bool IsSaturated(LayerGradientFlow layer) => layer.Saturation >= Saturated && double.IsNaN(layer.DeadUnits) && IsOnlyWay(layer);

    /// <summary>Whether all of the gradient goes through a layer; one in a branch has a way around it.</summary>
    private bool IsOnlyWay(LayerGradientFlow layer) => _definition.Layers.Any(outer => outer.Path == layer.Layer);

    /// <summary>The decimal logarithm of the error signal at the first time step relative to the greatest; NaN for layers without steps.</summary>
    private static double InTime(LayerGradientFlow layer) => layer.ErrorSignalByStep.Length > 1 ? Math.Log10(layer.ErrorSignalByStep[0] / layer.ErrorSignalByStep.Max()) : double.NaN;

    /// <summary>Where the error signal is least or greatest of all lists of layers, if it is beyond a limit; nothing can be told from a step that is not finite.</summary>
    /// <param name="step">The step.</param>
    /// <param name="find">The place in a list, or -1.</param>
    /// <param name="sign">1 for the greatest, -1 for the least.</param>
    /// <param name="limit">What the decimal logarithm times the sign has to reach.</param>
    private FlowPlace? Extreme(GradientFlowStep step, Func<FlowPath, int> find, int sign, double limit) => !IsFinite(step) ? null : FlowPath.All(_definition, step)
        .Select(path => new FlowPlace(path, find(path)))
        .Where(place => place.Place >= 0 && sign * place.Log10 >= limit)
        .MaxBy(place => sign * place.Log10);

    /// <summary>What is still so in most of the last steps.</summary>
    /// <param name="find">What a step has to say; null for nothing.</param>
    /// <returns>Since which step, and what the last step says that says something; null when it is not so.</returns>
    private (long Since, T Last)? Lasting<T>(Func<GradientFlowStep, T?> find) where T : class
    {
        T?[] found = [.. report.Steps.Select(find)];
        if (2 * found.TakeLast(Recent).Count(one => one is not null) <= Math.Min(found.Length, Recent))
            return null;
        int last = Array.FindLastIndex(found, one => one is not null), since = last;
        // One step may be an exception.
        for (int i = last; i >= 0 && (found[i] is not null || (i > 0 && found[i - 1] is not null)); i--)
            since = found[i] is null ? since : i;
        return (report.Steps[since].Step, found[last]!);
    }

    private string Name(string path) => $"{path} ({_definition.AllLayers.First(layer => layer.Path == path).Kind})";

    private static string Percent(double share) => Math.Round(100 * share).ToString(CultureInfo.InvariantCulture) + "%";

    /// <summary>A layer in a list of layers.</summary>
    private sealed record FlowPlace(FlowPath Path, int Place)
    {
        public string Layer => Path.Layers[Place].Path;

        public double Log10 => Path.Log10[Place];
    }
}
