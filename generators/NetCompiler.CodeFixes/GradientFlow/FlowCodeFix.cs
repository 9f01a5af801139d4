using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetCompiler.Generators;
using NetCompiler.Generators.Analysis.GradientFlow;
using NetCompiler.Generators.Diagnostics.GradientFlow;

namespace NetCompiler.CodeFixes.GradientFlow;

/// <summary>Offers remedies for warnings about the gradient. Each is applied and the changed network analyzed: what does not cure it, or brings another warning, is not offered, and
/// the title shows the predicted factor before and after.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FlowCodeFix)), Shared]
public sealed class FlowCodeFix : CodeFixProvider
{
    /// <summary>In the order in which they are offered.</summary>
    private static readonly RemedyKind[] s_kinds =
    [
        new LeaveInitializer(), new ReplaceActivation(), new InsertNorm(), new WrapInResidual(), new SetGateBias(), new ScaleBranches(), new ClipGlobalNorm(),
        new UseCrossEntropy(), new DropBias(), new RemoveClipping(), new StartBiasAtZero(), new MoveNorm(), new KeepState(), new ReplaceRnn(), new LeaveRecurrentInitializer(),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [.. s_kinds.SelectMany(kind => kind.Ids).Distinct()];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        Project project = context.Document.Project;
        if (await project.GetCompilationAsync(context.CancellationToken).ConfigureAwait(false) is not { } compilation)
            return;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (diagnostic.AdditionalLocations is not [{ SourceTree: { } tree } place] || Declared(compilation, tree, place, context.CancellationToken) is not { } type
                || AnalyzedNetwork.Of(compilation, type) is not { } before)
            {
                continue;
            }

            FlowThresholds thresholds = EditorConfig.Thresholds(project.AnalyzerOptions.AnalyzerConfigOptionsProvider.GetOptions(tree));
            foreach (Remedy remedy in s_kinds.Where(kind => kind.Ids.Contains(diagnostic.Id)).SelectMany(kind => kind.For(before)))
            {
                if (await AttributeEdit.ApplyAsync(project.Solution, remedy.Edits, context.CancellationToken).ConfigureAwait(false) is not { } changed
                    || await Analyze(changed.GetProject(project.Id)!, type, context.CancellationToken).ConfigureAwait(false) is not { } after || !Cures(diagnostic.Id, before, after, thresholds))
                {
                    continue;
                }

                string title = $"{remedy.Title}: {Factor(diagnostic.Id, before)} → {Factor(diagnostic.Id, after)}";
                context.RegisterCodeFix(CodeAction.Create(title, _ => Task.FromResult(changed), remedy.Key), diagnostic);
            }
        }
    }

    private static INamedTypeSymbol? Declared(Compilation compilation, SyntaxTree tree, Location place, CancellationToken cancellation) =>
        compilation.ContainsSyntaxTree(tree) && tree.GetRoot(cancellation).FindNode(place.SourceSpan).FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } declaration
            ? compilation.GetSemanticModel(tree).GetDeclaredSymbol(declaration, cancellation) as INamedTypeSymbol
            : null;

    /// <summary>The same network in a changed project; null when it has errors there.</summary>
    private static async Task<AnalyzedNetwork?> Analyze(Project project, INamedTypeSymbol type, CancellationToken cancellation)
    {
        Compilation? compilation = await project.GetCompilationAsync(cancellation).ConfigureAwait(false);
        return compilation is not null && Find(compilation, type) is { } changed ? AnalyzedNetwork.Of(compilation, changed) : null;
    }

    private static INamedTypeSymbol? Find(Compilation compilation, INamedTypeSymbol type)
    {
        string name = type.MetadataName;
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
            name = $"{outer.MetadataName}+{name}";
        return compilation.Assembly.GetTypeByMetadataName(type.ContainingNamespace.IsGlobalNamespace ? name : $"{type.ContainingNamespace.ToDisplayString()}.{name}");
    }

    /// <summary>Whether a warning is gone, and no other has come.</summary>
    private static bool Cures(string id, AnalyzedNetwork before, AnalyzedNetwork after, FlowThresholds thresholds)
    {
        ImmutableDictionary<string, FlowGrade> old = FlowRules.Grades(before.Flow, thresholds), remaining = FlowRules.Grades(after.Flow, thresholds);
        return remaining[id] < old[id] && remaining[id] < FlowGrade.Warning && remaining.All(rule => rule.Value <= FlowGrade.Information || rule.Value <= old[rule.Key]);
    }

    /// <summary>The factor of the error signal where it is furthest from level: at the first step, if that is what the warning is about.</summary>
    private static string Factor(string id, AnalyzedNetwork network)
    {
        if (id is DiagnosticId.UngatedSpan or DiagnosticId.GateBias)
            return FactorText.Of(network.Flow.Layers.Min(layer => layer.Span?.Log10Factor ?? double.PositiveInfinity));
        var path = new FlowPath(network.Flow, network.Flow.Model.Layers);
        (double least, double greatest) = (path.Relative(path.Least), path.Relative(path.Greatest));
        return FactorText.Of(-least > greatest ? least : greatest);
    }
}
