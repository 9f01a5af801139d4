using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using NetCompiler.Generators.Diagnostics;
using NetCompiler.Generators.Diagnostics.GradientFlow;

namespace NetCompiler.Generators.Tests.Harness;

/// <summary>What the analyzers of the gradient say about source, as in a user's project.</summary>
internal static class Warned
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
    [
        .. typeof(FlowAnalyzer).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(FlowAnalyzer))).OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    /// <summary>The warnings and errors that are not suppressed, in the order of their ids.</summary>
    /// <param name="source">The source, after <c>using NetCompiler</c>.</param>
    /// <param name="settings">What an .editorconfig says.</param>
    public static Diagnostic[] By(string source, params (string Key, string Value)[] settings) =>
        [.. All(source, settings).Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];

    /// <summary>Those and what is worth knowing only.</summary>
    /// <inheritdoc cref="By"/>
    public static Diagnostic[] All(string source, params (string Key, string Value)[] settings)
    {
        Diagnostic[] diagnostics = OfAnyDeclaration(source, settings);
        // Of a network that is not compiled nothing is said, whether it is good or bad.
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Id.StartsWith("NC1", StringComparison.Ordinal));
        return diagnostics;
    }

    /// <summary>Those and the errors of declarations.</summary>
    /// <inheritdoc cref="By"/>
    public static Diagnostic[] OfAnyDeclaration(string source, params (string Key, string Value)[] settings)
    {
        CSharpCompilation compilation = Compiled.Compilation(new ProjectSettings(), $"using NetCompiler;\n{source}");
        compilation = compilation.WithOptions(compilation.Options.WithSyntaxTreeOptionsProvider(new Severities(settings)));
        Assert.DoesNotContain(compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id != "CS0260");
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([], new Provider(settings)), null, concurrentAnalysis: true, logAnalyzerExecutionTime: false);
        ImmutableArray<Diagnostic> diagnostics = compilation.WithAnalyzers([.. Analyzers, new DeclarationAnalyzer()], options).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
        return [.. diagnostics.Where(diagnostic => !diagnostic.IsSuppressed).OrderBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)];
    }

    /// <summary>Their ids.</summary>
    public static string[] Ids(string source, params (string Key, string Value)[] settings) => [.. By(source, settings).Select(diagnostic => diagnostic.Id)];

    private sealed class Provider((string Key, string Value)[] settings) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Options([]);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Options(settings);

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    /// <summary>The keys that say how severe something is, which the compiler reads itself.</summary>
    private sealed class Severities((string Key, string Value)[] settings) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = settings.FirstOrDefault(setting => setting.Key == $"dotnet_diagnostic.{diagnosticId}.severity").Value switch
            {
                "error" => ReportDiagnostic.Error,
                "warning" => ReportDiagnostic.Warn,
                "suggestion" => ReportDiagnostic.Info,
                "none" => ReportDiagnostic.Suppress,
                _ => ReportDiagnostic.Default,
            };
            return severity != ReportDiagnostic.Default;
        }

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = ReportDiagnostic.Default;
            return false;
        }
    }

    private sealed class Options((string Key, string Value)[] settings) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => (value = settings.FirstOrDefault(setting => setting.Key == key).Value) is not null;
    }
}
