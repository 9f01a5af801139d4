namespace NetCompiler;

/// <summary>How the learning rate changes during training: a factor on <see cref="Optimizer.LearningRate"/> for every step.</summary>
public abstract class LearningRateSchedule
{
    /// <summary>The factor of one step.</summary>
    /// <param name="position">Which step it is.</param>
    /// <returns>The factor, finite and at least 0.</returns>
    public abstract double Factor(in SchedulePosition position);

    /// <summary>Forgets an earlier training run; called before the first step. Only schedules with a memory need it.</summary>
    public virtual void Start()
    {
    }

    /// <summary>Tells the schedule how an epoch went. Only schedules that follow the result need it.</summary>
    /// <param name="monitored">The value that <see cref="TrainingOptions{T}.Monitor"/> names.</param>
    /// <param name="higherIsBetter">Whether a greater value is better.</param>
    public virtual void EndEpoch(double monitored, bool higherIsBetter)
    {
    }
}
