namespace NetCompiler.Generators;

/// <summary>The names of the pipeline's steps, for tests of what is cached.</summary>
internal static class TrackingNames
{
    public const string Declaration = nameof(Declaration);
    public const string Source = nameof(Source);
}
