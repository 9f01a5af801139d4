namespace NetCompiler;

/// <summary>The layers of a block on every step of a sequence by itself: from <c>[time, features]</c> to <c>[time, outputs]</c>. Layers such as <see cref="DenseAttribute"/> do so anyway; this
/// says it, and refuses layers that go through the steps.</summary>
/// <typeparam name="TBlock">A class marked with <see cref="BlockAttribute"/>.</typeparam>
public sealed class TimeDistributedAttribute<TBlock> : LayerAttribute;
