using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using NetCompiler.Generators.Diagnostics;

namespace NetCompiler.Generators.Tests.Harness;

/// <summary>A project after a build: what was generated, and what everybody had to say about it.</summary>
internal sealed class Compiled
{
    private const string Usings = "global using System; global using System.Linq; global using System.Collections.Generic; global using System.Threading.Tasks;";

    private readonly CSharpCompilation _output;
    private readonly Lazy<ImmutableArray<Diagnostic>> _compiler;
    private readonly Lazy<ImmutableArray<Diagnostic>> _ours;

    private Compiled(CSharpCompilation output, GeneratorDriverRunResult run, ImmutableArray<Diagnostic> generator)
    {
        _output = output;
        Run = run.Results.Single();
        Generator = [.. generator.Where(diagnostic => !IsOurs(diagnostic))];
        _compiler = new(() => [.. _output.GetDiagnostics().Where(diagnostic => diagnostic.Severity != DiagnosticSeverity.Hidden)]);
        // On the output, as in a build: the analyzer sees the generated part of the class as well.
        _ours = new(() => [.. generator.Where(IsOurs), .. _output.WithAnalyzers([new DeclarationAnalyzer()]).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult()]);

        static bool IsOurs(Diagnostic diagnostic) => diagnostic.Id.StartsWith("NC", StringComparison.Ordinal);
    }

    public GeneratorRunResult Run { get; }

    /// <summary>The user's code and the generated code together.</summary>
    public CSharpCompilation Output => _output;

    /// <summary>What the driver reports, such as CS8785 for a generator that threw.</summary>
    public ImmutableArray<Diagnostic> Generator { get; }

    /// <summary>Errors, warnings and hints of the compiler itself.</summary>
    public ImmutableArray<Diagnostic> Compiler => _compiler.Value;

    /// <summary>The NC diagnostics of declarations, whoever reports them, and AD0001 for an analyzer that threw.</summary>
    public ImmutableArray<Diagnostic> Ours => _ours.Value;

    /// <summary>The text of the only generated file.</summary>
    public string Text => Run.GeneratedSources.Single().SourceText.ToString();

    public static Compiled From(params string[] files) => From(new ProjectSettings(), files);

    public static Compiled From(ProjectSettings settings, params string[] files)
    {
        CSharpCompilation compilation = Compilation(settings, files);
        GeneratorDriver driver = Driver(settings).RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> diagnostics);
        return new Compiled((CSharpCompilation)output, driver.GetRunResult(), diagnostics);
    }

    public static CSharpCompilation Compilation(ProjectSettings settings, params string[] files) => Platform.Empty
        .WithOptions(settings.Compile)
        .AddSyntaxTrees([.. files.Concat(settings.ImplicitUsings ? [Usings] : []).Select((text, i) => Parse(settings, text, i))]);

    public static SyntaxTree Parse(ProjectSettings settings, string text, int number = 0) => CSharpSyntaxTree.ParseText(text, settings.Parse, $"File{number}.cs");

    public static CSharpGeneratorDriver Driver(ProjectSettings settings) => CSharpGeneratorDriver.Create(
        [new NetworkGenerator().AsSourceGenerator()], parseOptions: settings.Parse,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>Fails unless nobody has anything to say, warnings included.</summary>
    public Compiled ShouldBeClean()
    {
        ShouldNotThrow();
        ImmutableArray<Diagnostic> all = [.. Ours, .. Compiler];
        if (all.Length > 0)
            Assert.Fail(Report(all));
        return this;
    }

    /// <summary>Fails when the generator or the analyzer threw.</summary>
    public Compiled ShouldNotThrow()
    {
        ImmutableArray<Diagnostic> crashes = [.. Generator, .. Ours.Where(diagnostic => diagnostic.Id == "AD0001")];
        if (Run.Exception is not null || crashes.Length > 0)
            Assert.Fail($"{Run.Exception}\n{Report(crashes)}");
        return this;
    }

    /// <summary>The diagnostics, and the files they are in with line numbers.</summary>
    public string Report(ImmutableArray<Diagnostic> diagnostics)
    {
        IEnumerable<SyntaxTree> trees = diagnostics.Select(diagnostic => diagnostic.Location.SourceTree).OfType<SyntaxTree>().Append(_output.SyntaxTrees[0]).Distinct();
        return string.Join('\n', diagnostics.Take(20)) + string.Concat(trees.Select(tree =>
            $"\n\n{tree.FilePath}\n" + string.Join('\n', tree.ToString().Split('\n').Select((line, i) => $"{i + 1,5}  {line}"))));
    }
}
