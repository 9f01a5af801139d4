namespace NetCompiler;

/// <summary>Limits every element.</summary>
internal sealed class ValueClipping(double limit) : GradientClipping("ClipByValue", limit)
{
    internal override ClippedGradient Clip<T>(NetworkDefinition definition, Span<T> gradients, ReadOnlySpan<T> parameters, double scale)
    {
        double norm = EuclideanNorm.Of<T>(gradients) * scale;
        // No element is greater than the norm, so a small norm saves looking at them again.
        bool isClipped = norm > Limit && double.IsFinite(norm) && GradientScaling.Limit(gradients, Limit / scale);
        return new(norm, scale, isClipped);
    }
}
