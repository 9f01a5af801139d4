namespace NetCompiler;

/// <summary>Base of every attribute that adds one layer to a <see cref="NetworkAttribute"/> or <see cref="BlockAttribute"/> class.</summary>
/// <remarks>Layers run in source order: the first attribute in the file is nearest to the input.</remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class LayerAttribute : Attribute;
