namespace NetCompiler;

/// <summary>Declares a reusable list of layers. Shapes are inferred where the block is used, with <see cref="UseAttribute{TBlock}"/>
/// or <see cref="RepeatAttribute{TBlock}"/>; every use has parameters of its own.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class BlockAttribute : Attribute;
