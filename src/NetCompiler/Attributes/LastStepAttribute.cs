namespace NetCompiler;

/// <summary>The last step of a sequence: from <c>[time, features]</c> to <c>[features]</c>.</summary>
public sealed class LastStepAttribute : LayerAttribute;
