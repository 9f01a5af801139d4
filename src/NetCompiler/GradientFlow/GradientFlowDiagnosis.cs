using System.Collections.Immutable;
using System.Globalization;

namespace NetCompiler;

/// <summary>Draws conclusions from measured steps: those that hold now, and since when.</summary>
internal sealed class GradientFlowDiagnosis(GradientFlowReport report)
{
    /// <summary>The decimal logarithm of an error signal, relative to the output, that counts as vanished. As in the compiler's warning.</summary>
    private const double Vanished = -3.5;

    /// <summary>The same after a long time, where short spans may be all that a task needs.</summary>
    private const double VanishedInTime = -4.5;

    /// <summary>The decimal logarithm of an error signal, relative to the output, that counts as exploded. As in the compiler's warning.</summary>
    private const double Exploded = 2.5;

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
        string history = before is null ? "" : FormattableString.Invariant($"; at step {before.Step} the norm of the gradient was {before.GradientNorm:G3}");
        return new(
            GradientFlowState.NotFinite, layer?.Layer, first.Step, FormattableString.Invariant($"the loss is {first.Loss:G3} and the norm of the gradient {first.GradientNorm:G3}{where}{history}"),
            "use a smaller learning rate, clip with [ClipByGlobalNorm(1)], or start with smaller weights", ["NC2002"]);
    }

    private GradientFlowFinding? DeadUnits()
    {
        // Its share may differ from one batch to the next; what counts is the layer nearest the output, because it cuts off all others.
        if (Lasting(step => step.Layers.Any(IsDead)) is not { } since)
            return null;
        LayerGradientFlow worst = LastWith(step => step.Layers.LastOrDefault(IsDead));
        return new(
            GradientFlowState.Dead, worst.Layer, since, $"{Percent(worst.DeadUnits)} of the units of {Name(worst.Layer)} are 0 for every example",
            "start the biases at 0, use a smaller learning rate, LeakyRelu or Elu, or BatchNorm in front", ["NC2011"]);
    }

    private GradientFlowFinding? Vanishing()
    {
        if (Lasting(step => Worst(step, path => path.Least, smallest: true) is { Log10: <= Vanished }) is not { } since)
            return null;
        (FlowPath path, int place, double log10) = LastWith<(FlowPath Path, int Place, double Log10)?>(step => Worst(step, path => path.Least, smallest: true) is { Log10: <= Vanished } worst ? worst : null)!.Value;
        string end = path.Layers.Equals(_definition.Layers) ? "the output" : "the end of its branch";
        string cause = $"what reaches {Name(path.Layers[place].Path)} is {GradientFlowPrediction.Factor(log10)} of the gradient at {end}";
        if (path.Culprit(place, sign: -1) is not var (first, count, all))
            return new(GradientFlowState.Vanishing, path.Layers[place].Path, since, cause, "use Relu or Tanh with their initialisers, BatchNorm, or residual blocks", ["NC2001"]);
        (string remedy, ImmutableArray<string> ids) = FlowRemedies.OfVanishing(first, path);
        return new(GradientFlowState.Vanishing, path.Layers[place].Path, since, $"{cause}: {FlowRemedies.Describe(first, count, all)}", remedy, ids);
    }

    private GradientFlowFinding? Exploding()
    {
        if (Lasting(step => Worst(step, path => path.Greatest, smallest: false) is { Log10: >= Exploded }) is not { } since)
            return null;
        (FlowPath path, int place, double log10) = LastWith<(FlowPath Path, int Place, double Log10)?>(step => Worst(step, path => path.Greatest, smallest: false) is { Log10: >= Exploded } worst ? worst : null)!.Value;
        string cause = $"what reaches {Name(path.Layers[place].Path)} is {GradientFlowPrediction.Factor(log10)} times the gradient at the end of its list";
        if (path.Culprit(place, sign: 1) is not var (first, count, all))
            return new(GradientFlowState.Exploding, path.Layers[place].Path, since, cause, "use smaller weights, or clip with [ClipByGlobalNorm(1)]", ["NC2002"]);
        (string remedy, ImmutableArray<string> ids) = FlowRemedies.OfExploding(first, count);
        return new(GradientFlowState.Exploding, path.Layers[place].Path, since, $"{cause}: {FlowRemedies.Describe(first, count, all)}", remedy, ids);
    }

    private GradientFlowFinding? VanishingInTime()
    {
        // A network that has learned its task may have become like that.
        if (Lasting(step => step.Layers.Any(layer => InTime(layer) <= VanishedInTime)) is not { } since || since != report.Steps[0].Step)
            return null;
        LayerGradientFlow worst = LastWith(step => step.Layers.Where(layer => InTime(layer) <= VanishedInTime).MinBy(InTime));
        int steps = worst.ErrorSignalByStep.Length;
        string kind = _definition.AllLayers.First(layer => layer.Path == worst.Layer).Kind;
        string remedy = kind switch
        {
            "Lstm" => FormattableString.Invariant($"start with ForgetBias = {Math.Log(steps / 4.6):0.0} if the task spans {steps} steps"),
            "Gru" => FormattableString.Invariant($"start with UpdateBias = {Math.Log(steps / 4.6):0.0} if the task spans {steps} steps"),
            _ => $"use Lstm or Gru with a gate bias for {steps} steps, or orthogonal recurrent weights",
        };
        return new(
            GradientFlowState.Vanishing, worst.Layer, since,
            $"what reaches the first of {steps} steps of {Name(worst.Layer)} is {GradientFlowPrediction.Factor(InTime(worst))} of the gradient at the last", remedy, ["NC2001"]);
    }

    private GradientFlowFinding? Saturation()
    {
        if (Lasting(step => step.Layers.Any(IsSaturated)) is not { } since)
            return null;
        LayerGradientFlow worst = LastWith(step => step.Layers.Where(IsSaturated).MaxBy(layer => layer.Saturation));
        return new(
            GradientFlowState.Saturated, worst.Layer, since,
            $"{Percent(worst.Saturation)} of the outputs of {Name(worst.Layer)} are where its slope is less than a twentieth of the greatest",
            "use smaller weights in front, BatchNorm between, or a smaller learning rate", ["NC2004"]);
    }

    private static bool IsFinite(GradientFlowStep step) => double.IsFinite(step.Loss) && double.IsFinite(step.GradientNorm);

    private bool IsDead(LayerGradientFlow layer) => layer.DeadUnits >= Dead && IsOnlyWay(layer);

    /// <summary>Of a rectifier half the outputs are 0; whether too many are, dead units tell.</summary>
    private bool IsSaturated(LayerGradientFlow layer) => layer.Saturation >= Saturated && double.IsNaN(layer.DeadUnits) && IsOnlyWay(layer);

    /// <summary>Whether all of the gradient goes through a layer; one in a branch has a way around it.</summary>
    private bool IsOnlyWay(LayerGradientFlow layer) => _definition.Layers.Any(outer => outer.Path == layer.Layer);

    /// <summary>The decimal logarithm of the error signal at the first time step relative to the greatest; NaN for layers without steps.</summary>
    private static double InTime(LayerGradientFlow layer) => layer.ErrorSignalByStep.Length > 1 ? Math.Log10(layer.ErrorSignalByStep[0] / layer.ErrorSignalByStep.Max()) : double.NaN;

    private (FlowPath Path, int Place, double Log10)? Worst(GradientFlowStep step, Func<FlowPath, int> find, bool smallest)
    {
        if (!IsFinite(step))
            return null;
        IEnumerable<(FlowPath Path, int Place, double Log10)> places = FlowPath.All(_definition, step).Select(path => (path, find(path))).Where(place => place.Item2 >= 0)
            .Select(place => (place.path, place.Item2, place.path.Log10[place.Item2]));
        return places.Select(place => ((FlowPath Path, int Place, double Log10)?)place).OrderBy(place => (smallest ? 1 : -1) * place!.Value.Log10).FirstOrDefault();
    }

    /// <summary>Since which step something has been so that is still so in most of the last steps; null when it is not.</summary>
    private long? Lasting(Func<GradientFlowStep, bool> holds)
    {
        bool[] held = [.. report.Steps.Select(holds)];
        if (held.Length == 0 || 2 * held[Math.Max(0, held.Length - Recent)..].Count(step => step) <= Math.Min(held.Length, Recent))
            return null;
        int since = Array.LastIndexOf(held, true);
        // One step may be an exception.
        for (int i = since; i >= 0 && (held[i] || (i > 0 && held[i - 1])); i--)
            since = held[i] ? i : since;
        return report.Steps[since].Step;
    }

    /// <summary>What the last step has to say that has something to say.</summary>
    private T LastWith<T>(Func<GradientFlowStep, T?> find) => report.Steps.Reverse().Select(find).First(found => found is not null)!;

    private string Name(string path) => $"{path} ({_definition.AllLayers.First(layer => layer.Path == path).Kind})";

    private static string Percent(double share) => Math.Round(100 * share).ToString(CultureInfo.InvariantCulture) + "%";
}
