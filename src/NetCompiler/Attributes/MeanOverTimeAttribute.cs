namespace NetCompiler;

/// <summary>The mean of each feature over the steps of a sequence: from <c>[time, features]</c> to <c>[features]</c>.</summary>
public sealed class MeanOverTimeAttribute : LayerAttribute;
