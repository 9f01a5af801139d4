namespace NetCompiler;

/// <summary>Declares the shape of one input example, for example <c>[Input(1, 28, 28)]</c> for a grey image (channels, height, width), or
/// <c>[Input(Time = 100, Features = 2)]</c> for a sequence.</summary>
/// <remarks>A sequence is passed as <c>[time, features]</c>. Layers that know nothing of time, such as Dense and the activations, work on every step alike; a loss at the end of
/// a sequence is the mean over its steps.</remarks>
/// <param name="shape">The dimensions of one example, outermost first, each at least 1. The batch dimension is not part of it. None for a sequence.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class InputAttribute(params int[] shape) : Attribute
{
    /// <summary>The dimensions of one example, outermost first.</summary>
    public int[] Shape { get; } = shape;

    /// <summary>The number of steps of a sequence, at least 1.</summary>
    public int Time { get; set; }

    /// <summary>The numbers of one step of a sequence, at least 1.</summary>
    public int Features { get; set; }
}
