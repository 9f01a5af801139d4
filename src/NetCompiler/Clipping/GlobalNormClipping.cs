namespace NetCompiler;

/// <summary>One factor for the whole gradient, which the optimizer applies on its way through.</summary>
internal sealed class GlobalNormClipping(double limit) : GradientClipping("ClipByGlobalNorm", limit)
{
    // Gaps hold zero, so the vector as a whole has the norm of its tensors.
    internal override ClippedGradient Clip<T>(NetworkDefinition definition, Span<T> gradients, ReadOnlySpan<T> parameters, double scale) =>
        Clip(EuclideanNorm.Of<T>(gradients) * scale, scale);

    internal override ClippedGradient? OfNorm(double norm, double scale) => Clip(norm, scale);

    private ClippedGradient Clip(double norm, double scale)
    {
        bool isClipped = norm > Limit && double.IsFinite(norm);
        return new(norm, isClipped ? scale * (Limit / norm) : scale, isClipped);
    }
}
