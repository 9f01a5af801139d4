namespace NetCompiler;

/// <summary>A measure of predictions against targets, accumulated example by example.</summary>
/// <remarks>Values arrive as double whatever the network computes in. One object serves one evaluation at a time.</remarks>
public abstract class Metric
{
    /// <summary>What it is called in results and progress, and in <see cref="TrainingOptions{T}.Monitor"/>.</summary>
    public abstract string Name { get; }

    /// <summary>Whether a greater value is better.</summary>
    public abstract bool HigherIsBetter { get; }

    /// <summary>The value over all examples added since <see cref="Start"/>; NaN before the first.</summary>
    public abstract double Value { get; }

    /// <summary>Forgets all examples.</summary>
    /// <param name="definition">The network that will be measured: its loss says what the targets hold.</param>
    public abstract void Start(NetworkDefinition definition);

    /// <summary>Adds one example.</summary>
    /// <param name="output">The network's output for it, <c>[OutputLength]</c>: logits or raw outputs.</param>
    /// <param name="target">Its target, <c>[TargetLength]</c>.</param>
    public abstract void Add(ReadOnlySpan<double> output, ReadOnlySpan<double> target);

    /// <summary>The metrics that suit a loss: accuracy for classifiers, RMSE for the squared error, MAE for absolute and Huber
    /// losses.</summary>
    /// <param name="loss">The loss, or null.</param>
    /// <returns>New metrics; none for a loss that is not known.</returns>
    public static IReadOnlyList<Metric> DefaultFor(LossDefinition? loss) => loss?.Kind switch
    {
        LossKinds.SoftmaxCrossEntropy or LossKinds.BinaryCrossEntropyWithLogits => [new Accuracy()],
        LossKinds.MeanSquaredError => [new Rmse()],
        LossKinds.MeanAbsoluteError or LossKinds.Huber => [new Mae()],
        _ => [],
    };
}
