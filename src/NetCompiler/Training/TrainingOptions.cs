namespace NetCompiler;

/// <summary>How <see cref="Trainer.Fit"/> trains a network in float.</summary>
public sealed class TrainingOptions : TrainingOptions<float>;

/// <summary>How <see cref="Trainer.Fit"/> trains a network.</summary>
/// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
public class TrainingOptions<T> where T : unmanaged
{
    /// <summary>How often the training data is gone through at most, at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int Epochs { get; init => field = Setting.AtLeast(1, value, nameof(Epochs)); } = 10;

    /// <summary>Examples of one gradient, at least 1; the last batch of an epoch may be smaller. Where a layer normalises
    /// over the batch (<see cref="NetworkDefinition.LeastBatch"/>), a last batch of less than half this size is left out:
    /// the statistics of a few examples are too uncertain.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int BatchSize { get; init => field = Setting.AtLeast(1, value, nameof(BatchSize)); } = 32;

    /// <summary>Batches whose gradients make one step, at least 1: the step of a batch this many times as large, in the memory of
    /// one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int AccumulationSteps { get; init => field = Setting.AtLeast(1, value, nameof(AccumulationSteps)); } = 1;

    /// <summary>If greater than 0, truncated back-propagation through time: sequences are cut into pieces of so many steps, every piece is a training step, and the recurrent layers begin it
    /// with the state at the end of the piece before, through which no gradient goes. Then sequences may be longer than the <c>Time</c> of the network, which only has to hold a piece.
    /// Sequences of different lengths take part for as long as they last. It needs a loss of every step. Williams and Peng 1990.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 0.</exception>
    public int TruncateAt { get; init => field = Setting.AtLeast(0, value, nameof(TruncateAt)); }

    /// <summary>How often a step of a decoder reads the target of the step before, instead of what the network itself would have written there; null, the default, for always.</summary>
    public TeacherForcing? TeacherForcing { get; init; }

    /// <summary>The optimizer.</summary>
    public Optimizer Optimizer { get; init => field = value ?? throw new ArgumentNullException(nameof(Optimizer)); } = new AdamW(1e-3);

    /// <summary>How the gradient is clipped; null for what the network declares. <see cref="GradientClipping.None"/> turns that off.</summary>
    public GradientClipping? Clipping { get; init; }

    /// <summary>What happens to a step whose loss or gradient is infinite or NaN; it is never applied as it is.</summary>
    public NonFinitePolicy NonFinite { get; init; }

    /// <summary>How the learning rate changes; null for not at all.</summary>
    public LearningRateSchedule? Schedule { get; init; }

    /// <summary>Examples that are evaluated after every epoch and never trained on; null for none.</summary>
    public Dataset<T>? Validation { get; init; }

    /// <summary>What is measured on <see cref="Validation"/> besides the loss; null for <see cref="Metric.DefaultFor"/>. The first is
    /// shown in progress.</summary>
    public IReadOnlyList<Metric>? Metrics { get; init; }

    /// <summary>The name of the metric that decides which epoch is best; null for the loss, of the validation data if there is
    /// any.</summary>
    public string? Monitor { get; init; }

    /// <summary>When to stop before <see cref="Epochs"/>; null for never. With it the network ends with the weights of its best
    /// epoch.</summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>How the gradient is measured at every layer, for <see cref="TrainingResult.GradientFlow"/>; null for not at all.</summary>
    public GradientFlowOptions? GradientFlow { get; init; }

    /// <summary>Whether every epoch goes through the training data in a new order.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>The seed of the orders and of what layers such as <c>Dropout</c> draw. The same seed, data and options give bit-identical weights.</summary>
    public ulong Seed { get; init; }

    /// <summary>Who is told how training goes; null for nobody.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>The shortest time between two progress reports within an epoch; the end of an epoch is always reported.</summary>
    public TimeSpan ProgressInterval { get; init; } = TimeSpan.FromMilliseconds(100);
}
