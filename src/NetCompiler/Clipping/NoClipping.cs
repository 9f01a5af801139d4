namespace NetCompiler;

/// <summary>Measures and changes nothing.</summary>
internal sealed class NoClipping() : GradientClipping("None", double.PositiveInfinity)
{
    internal override ClippedGradient Clip<T>(NetworkDefinition definition, Span<T> gradients, ReadOnlySpan<T> parameters, double scale) =>
        new(EuclideanNorm.Of<T>(gradients) * scale, scale, IsClipped: false);
}
