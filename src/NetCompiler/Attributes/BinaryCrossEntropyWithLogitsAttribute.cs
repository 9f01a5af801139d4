namespace NetCompiler;

/// <summary>The loss of independent yes/no outputs: the mean over outputs of -t·ln σ(x) - (1-t)·ln(1-σ(x)), computed from the logit x without overflow.</summary>
public sealed class BinaryCrossEntropyWithLogitsAttribute : LossAttribute;
