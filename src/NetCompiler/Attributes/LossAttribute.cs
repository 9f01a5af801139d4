namespace NetCompiler;

/// <summary>Base of every attribute that declares the loss; a network has at most one, after its last layer.</summary>
/// <remarks>The loss of a batch is the mean of the losses of its examples.</remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class LossAttribute : Attribute;
