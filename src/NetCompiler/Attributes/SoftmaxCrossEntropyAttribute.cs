namespace NetCompiler;

/// <summary>The loss -Σᵢ tᵢ·ln softmax(logits)ᵢ of a classifier with one logit per class.</summary>
/// <remarks>Predictions are the logits. With <see cref="ClassTargets.Indices"/> a target is one element per example, the index of its class;
/// with <see cref="ClassTargets.Probabilities"/> it is one probability per class.</remarks>
public sealed class SoftmaxCrossEntropyAttribute : LossAttribute
{
    /// <summary>What a target holds: the index of the class, or one probability per class.</summary>
    public ClassTargets Targets { get; set; }

    /// <summary>The weight ε, in [0, 1), of the uniform distribution mixed into the target: t·(1 - ε) + ε/classes. Szegedy et al. 2016.</summary>
    public double LabelSmoothing { get; set; }

    /// <summary>A class index, usually -1, of targets that count for nothing, such as those of the steps in which a sequence is only read: they add nothing to the loss, get no gradient, and
    /// metrics leave them out. The loss is the mean over the targets that count, and 0 when none does. None by default.</summary>
    public int IgnoreIndex { get; set; } = int.MinValue;
}

/// <summary>What the targets of a classifier hold.</summary>
public enum ClassTargets
{
    /// <summary>One element per example: the index of its class, 0 to classes - 1.</summary>
    Indices,

    /// <summary>One element per class: its probability.</summary>
    Probabilities,
}
