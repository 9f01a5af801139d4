namespace NetCompiler;

/// <summary>One factor for the whole gradient, which the optimizer applies on its way through.</summary>
internal sealed class GlobalNormClipping(double limit) : GradientClipping("ClipByGlobalNorm", limit)
{
    internal override ClippedGradient Clip<T>(NetworkDefinition definition, Span<T> gradients, ReadOnlySpan<T> parameters, double scale)
    {
        // Gaps hold zero, so the vector as a whole has the norm of its tensors.
        double norm = EuclideanNorm.Of<T>(gradients) * scale;
        bool isClipped = norm > Limit && double.IsFinite(norm);
        return new(norm, isClipped ? scale * (Limit / norm) : scale, isClipped);
    }
}
