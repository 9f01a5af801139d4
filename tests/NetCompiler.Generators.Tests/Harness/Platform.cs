using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NetCompiler.Generators.Tests.Harness;

/// <summary>What a user's project refers to: the framework that the tests run on, and the runtime of NetCompiler.</summary>
internal static class Platform
{
    /// <summary>A project without source. All others are made from it and share its symbols, because reading them takes longer than most tests.</summary>
    public static readonly CSharpCompilation Empty = CSharpCompilation.Create("User", references: References(), options: new ProjectSettings().Compile);

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Append(typeof(INetwork<>).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path));
}
