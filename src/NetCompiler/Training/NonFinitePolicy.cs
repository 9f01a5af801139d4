namespace NetCompiler;

/// <summary>What training does with a step whose loss or gradient is infinite or NaN, or the mean or variance of whose batch is.</summary>
public enum NonFinitePolicy
{
    /// <summary>Ends training with a <see cref="TrainingDivergedException"/>, which names the step and the layer.</summary>
    Throw,

    /// <summary>Leaves the step out and counts it; optimizer, weights, running statistics and the state of sequences stay as they are. An epoch without a single good step ends training as
    /// <see cref="Throw"/> does.</summary>
    Skip,

    /// <summary>Takes 0 for every element of the gradient that is not finite, counts the step, and applies the rest. The norm of such a step is that of the rest.</summary>
    Zero,
}
