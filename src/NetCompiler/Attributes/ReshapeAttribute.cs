namespace NetCompiler;

/// <summary>Reads the elements of each example, in their order, under other dimensions, for example a vector of 784 as <c>[Reshape(1, 28, 28)]</c>.</summary>
/// <remarks>The number of elements must stay the same.</remarks>
/// <param name="shape">The dimensions of one example, outermost first, each at least 1: features; channels and length; or channels, height and width.</param>
public sealed class ReshapeAttribute(params int[] shape) : LayerAttribute
{
    /// <summary>The dimensions of one example, outermost first.</summary>
    public int[] Shape { get; } = shape;
}
