namespace NetCompiler;

/// <summary>What the steps of an epoch add up to.</summary>
internal struct EpochStatistics
{
    private double _lossSum;
    private double _lossWeight;
    private bool _hasLoss;
    private double _normSum;
    private int _normSteps;

    /// <summary>The mean loss of the steps whose loss was finite; NaN when there were none. Where all targets are ignored it is 0, as that of each step.</summary>
    public readonly double Loss => _lossWeight > 0 || !_hasLoss ? _lossSum / _lossWeight : 0;

    /// <summary>The mean norm of the gradients that were finite; NaN when there were none.</summary>
    public readonly double GradientNorm => _normSum / _normSteps;

    /// <summary>The greatest of these norms.</summary>
    public double LargestGradientNorm { get; private set; }

    /// <summary>The norm of the latest step, whatever it is.</summary>
    public double LatestGradientNorm { get; private set; }

    /// <summary>The loss of the latest step, whatever it is.</summary>
    public double LatestLoss { get; private set; }

    /// <summary>Steps that clipping changed.</summary>
    public int ClippedSteps { get; private set; }

    /// <summary>Steps taken.</summary>
    public int Steps { get; private set; }

    /// <summary>Steps that were not finite.</summary>
    public int NonFiniteSteps { get; private set; }

    /// <summary>Adds a step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="weight">What its mean loss counts for among those of others.</param>
    public void Add(in StepOutcome step, double weight)
    {
        Steps++;
        (LatestLoss, LatestGradientNorm) = (step.Loss, step.GradientNorm);
        ClippedSteps += step.IsClipped ? 1 : 0;
        NonFiniteSteps += step.IsFinite ? 0 : 1;
        if (double.IsFinite(step.Loss))
        {
            _lossSum += weight * step.Loss;
            _lossWeight += weight;
            _hasLoss = true;
        }

        if (double.IsFinite(step.GradientNorm))
        {
            _normSum += step.GradientNorm;
            _normSteps++;
            LargestGradientNorm = Math.Max(LargestGradientNorm, step.GradientNorm);
        }
    }
}
