namespace NetCompiler;

/// <summary>A step and the plan that it belongs to.</summary>
/// <param name="Step">The step, from 0 for the first of the training run.</param>
/// <param name="StepsPerEpoch">Steps of one epoch, at least 1.</param>
/// <param name="Epochs">Epochs of the training run, at least 1.</param>
public readonly record struct SchedulePosition(long Step, int StepsPerEpoch, int Epochs)
{
    /// <summary>The epoch, from 0.</summary>
    public long Epoch => Step / StepsPerEpoch;

    /// <summary>Steps of the whole training run.</summary>
    public long Steps => (long)StepsPerEpoch * Epochs;
}
