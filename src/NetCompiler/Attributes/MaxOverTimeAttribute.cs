namespace NetCompiler;

/// <summary>The maximum of each feature over the steps of a sequence: from <c>[time, features]</c> to <c>[features]</c>. Its gradient goes to the first step that has it.</summary>
public sealed class MaxOverTimeAttribute : LayerAttribute;
