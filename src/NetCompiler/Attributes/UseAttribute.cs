namespace NetCompiler;

/// <summary>Inserts the layers of a block here, with parameters of their own.</summary>
/// <typeparam name="TBlock">A class marked with <see cref="BlockAttribute"/>.</typeparam>
public sealed class UseAttribute<TBlock> : LayerAttribute;
