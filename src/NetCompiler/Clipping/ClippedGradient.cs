namespace NetCompiler;

/// <summary>A gradient after clipping.</summary>
/// <param name="Norm">Its norm before.</param>
/// <param name="Scale">The factor on every element that is left to apply.</param>
/// <param name="IsClipped">Whether clipping changed it.</param>
internal readonly record struct ClippedGradient(double Norm, double Scale, bool IsClipped);
