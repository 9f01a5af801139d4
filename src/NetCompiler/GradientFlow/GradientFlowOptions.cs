namespace NetCompiler;

/// <summary>What a measurement of the gradient takes down.</summary>
public enum GradientFlowDetail
{
    /// <summary>The error signal of every layer, the norm of the gradient of every parameter, and at every tenth measured step that of the parameter itself.</summary>
    Norms,

    /// <summary>Also activations, the gradient of the weights for one example, updates, and the signal-to-noise ratio of the gradient.</summary>
    Everything,
}

/// <summary>How <see cref="Trainer.Fit"/> measures the gradient at every layer. Steps that are not measured cost nothing.</summary>
/// <remarks>Of sequences of different lengths padding counts for nothing. Of those that are taken piece by piece (<see cref="TrainingOptions{T}.TruncateAt"/>) every piece is a step, and no gradient
/// goes further back than it. A decoder reads in a measured step what it reads in any other (<see cref="TrainingOptions{T}.TeacherForcing"/>).</remarks>
public sealed class GradientFlowOptions
{
    /// <summary>One step in so many is measured, at least 1; the first always is.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int Every { get; init => field = Setting.AtLeast(1, value, nameof(Every)); } = 10;

    /// <summary>What is measured.</summary>
    public GradientFlowDetail Detail { get; init; } = GradientFlowDetail.Everything;

    /// <summary>The paths of the layers to measure, each with the layers inside it; null for all.</summary>
    public IReadOnlyList<string>? Layers { get; init; }

    /// <summary>The most steps to keep, at least 2. When there are more, every other one is dropped, and from then on half as many are measured.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 2.</exception>
    public int MostSteps { get; init => field = Setting.AtLeast(2, value, nameof(MostSteps)); } = 1000;

    /// <summary>The most examples of a step, at least 1, whose outputs and error signals are taken down: its first ones, the same at all layers. What these are in the whole batch is
    /// estimated from them; the relative standard error of a norm is v/(2√n), where v is the standard deviation of its square from example to example relative to the mean of that. Ratios
    /// of error signals are closer, since the examples are the same at both layers. The gradient of the weights of one example is, where it has to be computed for that, one of a quarter as
    /// many, at most 64. Everything about parameters and their gradients is exact, as are dead units. <see cref="int.MaxValue"/> takes all examples.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int MostExamples { get; init => field = Setting.AtLeast(1, value, nameof(MostExamples)); } = 16;

    /// <summary>Who is told of every measured step as soon as it is taken; null for nobody. An exception ends training.</summary>
    public IProgress<GradientFlowStep>? Progress { get; init; }

    /// <summary>Which of all layers are chosen.</summary>
    /// <exception cref="ArgumentException">There is no layer of a given path.</exception>
    internal bool[] Choose(NetworkDefinition definition)
    {
        LayerDefinition[] layers = [.. definition.AllLayers];
        if (Layers is null)
            return [.. layers.Select(_ => true)];
        if (Layers.FirstOrDefault(path => !layers.Any(layer => layer.Path == path)) is { } unknown)
            throw new ArgumentException($"{definition.Name} has no layer {unknown}; there are: {string.Join(", ", layers.Select(layer => layer.Path))}.", nameof(Layers));
        HashSet<string> chosen = [.. layers.Where(layer => Layers.Contains(layer.Path)).SelectMany(layer => layer.WithInner).Select(layer => layer.Path)];
        return [.. layers.Select(layer => chosen.Contains(layer.Path))];
    }
}
