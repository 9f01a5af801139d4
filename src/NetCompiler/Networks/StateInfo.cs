namespace NetCompiler;

/// <summary>A value that a recurrent layer hands from step to step.</summary>
/// <param name="Name">Its path, such as <c>layers.0.h</c>; the cell of an Lstm is <c>layers.0.c</c>.</param>
/// <param name="Offset">Where it begins in the state of one sequence.</param>
/// <param name="Length">Its elements.</param>
public sealed record StateInfo(string Name, int Offset, int Length);
