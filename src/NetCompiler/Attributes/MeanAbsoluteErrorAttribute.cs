namespace NetCompiler;

/// <summary>The loss |output - target|, averaged over the outputs of an example; its derivative at 0 is 0.</summary>
public sealed class MeanAbsoluteErrorAttribute : LossAttribute;
