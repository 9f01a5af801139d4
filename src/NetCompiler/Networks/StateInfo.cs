namespace NetCompiler;

/// <summary>A value that a recurrent layer hands from step to step, or what a causal convolution has seen of the steps before, the oldest first.</summary>
/// <param name="Name">Its path, such as <c>layers.0.h</c>; the cell of an Lstm is <c>layers.0.c</c>, the steps that a CausalConv1D has seen are <c>layers.0.history</c>.</param>
/// <param name="Offset">Where it begins in the state of one sequence.</param>
/// <param name="Length">Its elements.</param>
public sealed record StateInfo(string Name, int Offset, int Length);
