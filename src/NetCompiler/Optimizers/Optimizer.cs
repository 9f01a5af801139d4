namespace NetCompiler;

/// <summary>The settings of an optimizer: how a parameter vector follows its gradient.</summary>
/// <remarks>An optimizer holds no memory of a training run. <see cref="CreateState{T}"/> makes that, so one optimizer serves any number of
/// networks, in float and in double.</remarks>
public abstract class Optimizer
{
    /// <summary>Sets the learning rate.</summary>
    /// <param name="learningRate">The step size, finite and at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="learningRate"/> is negative or not finite.</exception>
    protected Optimizer(double learningRate) => LearningRate = Setting.AtLeastZero(learningRate, nameof(learningRate));

    /// <summary>The learning rate; a <see cref="LearningRateSchedule"/> multiplies it by its factor.</summary>
    public double LearningRate { get; }

    /// <summary>The weight decay λ, finite and at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double WeightDecay { get; init => field = Setting.AtLeastZero(value, nameof(WeightDecay)); }

    /// <summary>How weight decay is applied.</summary>
    public WeightDecayMode WeightDecayMode { get; init; }

    /// <summary>Whether weight decay applies to every parameter; by default only to those with <see cref="ParameterInfo.Decays"/>,
    /// which leaves out biases, slopes and normalisation parameters.</summary>
    public bool DecayAll { get; init; }

    /// <summary>Allocates what the optimizer remembers between steps.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="definition">The network that will be trained.</param>
    /// <returns>A state at step 0.</returns>
    public abstract OptimizerState<T> CreateState<T>(NetworkDefinition definition) where T : unmanaged;
}
