namespace NetCompiler.Generators.Graph;

/// <summary>The widths of vectors that generated code may meet, in bytes.</summary>
internal static class VectorWidth
{
    public const int Narrowest = 16, Widest = 64;
}
