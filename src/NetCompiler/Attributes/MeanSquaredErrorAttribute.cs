namespace NetCompiler;

/// <summary>The loss (output - target)², averaged over the outputs of an example.</summary>
public sealed class MeanSquaredErrorAttribute : LossAttribute;
