namespace NetCompiler;

/// <summary>Measures and changes nothing.</summary>
internal sealed class NoClipping() : GradientClipping("None", double.PositiveInfinity)
{
    internal override ClippedGradient Clip<T>(NetworkDefinition definition, Span<T> gradients, ReadOnlySpan<T> parameters, double scale) =>
        Clip(EuclideanNorm.Of<T>(gradients) * scale, scale);

    internal override ClippedGradient? OfNorm(double norm, double scale) => Clip(norm, scale);

    private static ClippedGradient Clip(double norm, double scale) => new(norm, scale, IsClipped: false);
}
