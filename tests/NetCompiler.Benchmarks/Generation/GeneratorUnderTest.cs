using Microsoft.CodeAnalysis;

namespace NetCompiler.Benchmarks.Generation;

/// <summary>The generator that is timed.</summary>
public static class GeneratorUnderTest
{
    public static IIncrementalGenerator Create() => new Generators.NetworkGenerator();
}
