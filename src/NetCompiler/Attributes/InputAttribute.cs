namespace NetCompiler;

/// <summary>Declares the shape of one input example, for example <c>[Input(1, 28, 28)]</c> for a grey image (channels, height, width).</summary>
/// <param name="shape">The dimensions of one example, outermost first, each at least 1. The batch dimension is not part of it.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class InputAttribute(params int[] shape) : Attribute
{
    /// <summary>The dimensions of one example, outermost first.</summary>
    public int[] Shape { get; } = shape;
}
