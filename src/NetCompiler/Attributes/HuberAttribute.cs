namespace NetCompiler;

/// <summary>The loss e²/2 for |e| ≤ δ and δ·(|e| - δ/2) beyond, with e = output - target, averaged over the outputs of an example. Huber 1964.</summary>
/// <param name="delta">Where the loss turns from quadratic to linear, δ; greater than zero.</param>
public sealed class HuberAttribute(double delta = 1.0) : LossAttribute
{
    /// <summary>Where the loss turns from quadratic to linear, δ.</summary>
    public double Delta { get; } = delta;
}
