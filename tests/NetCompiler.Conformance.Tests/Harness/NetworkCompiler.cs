using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetCompiler.Generators;

namespace NetCompiler.Conformance.Tests.Harness;

/// <summary>Compiles declarations with the source generator, in this process, as a user's build does.</summary>
internal static class NetworkCompiler
{
    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    // What a user's project refers to: the framework, and the runtime.
    private static readonly MetadataReference[] s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => IsReference(Path.GetFileName(path)))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>Compiles and loads a source file. Every warning is an error, and shows the source around it.</summary>
    /// <param name="source">Declarations.</param>
    /// <param name="checkOverflow">Whether integer arithmetic is checked where the code does not say so itself.</param>
    public static Assembly Compile(string source, bool checkOverflow = false)
    {
        byte[] assembly = CompiledNetworks.GetOrAdd(source, $"{nameof(checkOverflow)} {checkOverflow}", () => Emit(source, checkOverflow));
        return new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(new MemoryStream(assembly));
    }

    private static byte[] Emit(string source, bool checkOverflow)
    {
        var compilation = CSharpCompilation.Create(
            $"Networks{Guid.NewGuid():N}",
            [CSharpSyntaxTree.ParseText(source, s_parse, "Networks.cs")],
            s_references,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: OptimizationLevel.Release,
                checkOverflow: checkOverflow,
                warningLevel: 9999,
                nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: s_parse)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out var reported);
        Require(reported);

        using var stream = new MemoryStream();
        var result = generated.Emit(stream);
        Require(result.Diagnostics);
        Assert.True(result.Success);
        return stream.ToArray();
    }

    private static bool IsReference(string file) => file == "NetCompiler.dll" || file.StartsWith("System.", StringComparison.Ordinal);

    private static void Require(IEnumerable<Diagnostic> diagnostics)
    {
        Diagnostic[] shown = [.. diagnostics.Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden)];
        if (shown.Length == 0)
            return;
        var message = new StringBuilder($"{shown.Length} diagnostics.\n");
        foreach (Diagnostic diagnostic in shown.Take(5))
            message.Append(diagnostic).Append('\n').Append(Excerpt(diagnostic.Location));
        Assert.Fail(message.ToString());
    }

    private static string Excerpt(Location location)
    {
        if (location.SourceTree is null)
            return "";
        int line = location.GetLineSpan().StartLinePosition.Line;
        return string.Concat(location.SourceTree.GetText().Lines
            .Where(text => Math.Abs(text.LineNumber - line) <= 8)
            .Select(text => $"{text.LineNumber + 1,5}: {text}\n"));
    }
}
