using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using NetCompiler.Generators.Analysis.GradientFlow;
using NetCompiler.Generators.Analysis.GradientFlow.Findings;

namespace NetCompiler.Generators.Diagnostics.GradientFlow;

/// <summary>Reports one kind of finding about the predicted gradient of a network, once per network.</summary>
public abstract class FlowAnalyzer : DiagnosticAnalyzer
{
    private readonly DiagnosticDescriptor _descriptor;
    private readonly Func<NetworkFlow, FlowThresholds, FlowFinding?> _find;

    private protected FlowAnalyzer(string id) => (_descriptor, _find) = (FlowDescriptors.Get(id), FlowRules.Get(id));

    /// <inheritdoc/>
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [_descriptor];

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private void Analyze(SymbolAnalysisContext context)
    {
        if (AnalyzedNetwork.Of(context.Compilation, (INamedTypeSymbol)context.Symbol) is not { } network)
            return;
        AnalyzerConfigOptions options = context.Options.AnalyzerConfigOptionsProvider.GetOptions(network.Location.SourceTree!);
        if (_find(network.Flow, EditorConfig.Thresholds(options)) is not { } finding || (finding.Grade == FlowGrade.Information && IsSet(context, network.Location.SourceTree!)))
            return;
        context.ReportDiagnostic(Diagnostic.Create(
            _descriptor, network.Place(finding), Severity(finding.Grade), additionalLocations: [network.Location], properties: null, finding.Message));
    }

    /// <summary>Whether a project says how severe warnings of this kind are. That is not meant for what is worth knowing only.</summary>
    private bool IsSet(SymbolAnalysisContext context, SyntaxTree tree) =>
        context.Compilation.Options.SpecificDiagnosticOptions.ContainsKey(_descriptor.Id)
        || (context.Compilation.Options.SyntaxTreeOptionsProvider?.TryGetDiagnosticValue(tree, _descriptor.Id, context.CancellationToken, out _) ?? false);

    private static DiagnosticSeverity Severity(FlowGrade grade) => grade switch
    {
        FlowGrade.Error => DiagnosticSeverity.Error,
        FlowGrade.Information => DiagnosticSeverity.Info,
        _ => DiagnosticSeverity.Warning,
    };
}
