using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using NetCompiler.Generators;
using NetCompiler.Generators.Diagnostics;

namespace NetCompiler.Docs.Tests;

/// <summary>Snippets compiled as one program, as a project with the package would.</summary>
internal sealed class Snippets
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using NetCompiler;
        """;

    private static readonly ImmutableArray<MetadataReference> s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Append(typeof(INetwork<>).Assembly.Location)
            .Append(typeof(TensorBoard.TensorBoardWriter).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>Compiles snippets: their statements run in order, their types stand behind them.</summary>
    public Snippets(IEnumerable<string> snippets)
    {
        CompilationUnitSyntax[] units = [.. snippets.Select(snippet => SyntaxFactory.ParseCompilationUnit(snippet))];
        MemberDeclarationSyntax[] members = [.. units.SelectMany(unit => unit.Members)];
        string text = string.Concat(units.SelectMany(unit => unit.Usings).Select(directive => directive.ToFullString()).Distinct())
            + string.Concat(members.OrderBy(member => member is not GlobalStatementSyntax).Select(member => member.ToFullString()));
        bool isProgram = members.Any(member => member is GlobalStatementSyntax);
        CSharpCompilationOptions options = new CSharpCompilationOptions(isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary)
            .WithNullableContextOptions(NullableContextOptions.Enable)
            .WithWarningLevel(9999);
        CSharpCompilation source = CSharpCompilation.Create(
            "Snippets", [Parse(ImplicitUsings), Parse(text)], s_references, options);
        Generated = CSharpGeneratorDriver.Create(new NetworkGenerator())
            .RunGeneratorsAndUpdateCompilation(source, out Compilation compilation, out _)
            .GetRunResult().Results.Single().GeneratedSources
            .ToDictionary(file => file.HintName, file => file.SourceText.ToString());
        Compilation = compilation;
    }

    public Compilation Compilation { get; }

    /// <summary>The generated files by name.</summary>
    public IReadOnlyDictionary<string, string> Generated { get; }

    /// <summary>Errors and warnings of the compiler and of our analyzers, in the order of their places.</summary>
    public async Task<IReadOnlyList<Diagnostic>> Problems()
    {
        ImmutableArray<Diagnostic> diagnostics = await Compilation.WithAnalyzers([new DeclarationAnalyzer()]).GetAllDiagnosticsAsync();
        return [.. diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];
    }

    private static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text);
}
