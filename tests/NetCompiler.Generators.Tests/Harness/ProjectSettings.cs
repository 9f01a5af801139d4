using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NetCompiler.Generators.Tests.Harness;

/// <summary>The settings of a user's project that could matter to generated code.</summary>
internal sealed record ProjectSettings
{
    public bool Nullable { get; init; } = true;

    public bool ImplicitUsings { get; init; }

    /// <summary>Whether the project asks for XML documentation, so that members without any are warned about.</summary>
    public bool Documentation { get; init; }

    public LanguageVersion Language { get; init; } = LanguageVersion.CSharp14;

    public CSharpParseOptions Parse => new(Language, Documentation ? DocumentationMode.Diagnose : DocumentationMode.Parse);

    public CSharpCompilationOptions Compile => new(
        OutputKind.DynamicallyLinkedLibrary,
        nullableContextOptions: Nullable ? NullableContextOptions.Enable : NullableContextOptions.Disable,
        allowUnsafe: false,
        warningLevel: 9999);
}
