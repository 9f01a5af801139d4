using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;
using NetCompiler.Generators.Analysis.GradientFlow;
using NetCompiler.Generators.Diagnostics.GradientFlow;

namespace NetCompiler.CodeFixes.GradientFlow;

/// <summary>Tries remedies on a network, and on those that share a block with it.</summary>
internal sealed class RemedyTrial
{
    private readonly Project _project;
    private readonly Compilation _compilation;
    private readonly INamedTypeSymbol _type;
    private readonly FlowThresholds _thresholds;

    private RemedyTrial(Project project, Compilation compilation, INamedTypeSymbol type, AnalyzedNetwork network)
    {
        (_project, _compilation, _type, Network) = (project, compilation, type, network);
        _thresholds = EditorConfig.Thresholds(project.AnalyzerOptions.AnalyzerConfigOptionsProvider.GetOptions(network.Location.SourceTree!));
    }

    /// <summary>The network as it is.</summary>
    public AnalyzedNetwork Network { get; }

    /// <summary>The network of a project whose attribute is at a place; null when there is none.</summary>
    public static async Task<RemedyTrial?> OfAsync(Project project, Location place, CancellationToken cancellation)
    {
        if (await project.GetCompilationAsync(cancellation).ConfigureAwait(false) is not { } compilation || place.SourceTree is not { } tree || !compilation.ContainsSyntaxTree(tree))
            return null;
        SyntaxNode root = await tree.GetRootAsync(cancellation).ConfigureAwait(false);
        return root.FindNode(place.SourceSpan).FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } declaration
            && compilation.GetSemanticModel(tree).GetDeclaredSymbol(declaration, cancellation) is INamedTypeSymbol type && AnalyzedNetwork.Of(compilation, type) is { } network
            ? new RemedyTrial(project, compilation, type, network)
            : null;
    }

    /// <summary>Applies a remedy.</summary>
    /// <returns>The changed solution and the network in it; null when a warning is not cured or another one comes, here or in a network that shares a block.</returns>
    public async Task<(Solution Changed, AnalyzedNetwork After)?> TryAsync(string id, Remedy remedy, CancellationToken cancellation)
    {
        if (await AttributeEdit.ApplyAsync(_project.Solution, remedy.Edits, cancellation).ConfigureAwait(false) is not { } changed
            || await changed.GetProject(_project.Id)!.GetCompilationAsync(cancellation).ConfigureAwait(false) is not { } compilation
            || In(compilation, _type, cancellation) is not { } after)
        {
            return null;
        }

        ImmutableDictionary<string, FlowGrade> old = Grades(Network), remaining = Grades(after);
        bool isCured = remaining[id] < old[id] && remaining[id] < FlowGrade.Warning && IsNoWorse(old, remaining);
        return isCured && Sharing(remedy).All(other => In(compilation, other.Type, cancellation) is { } network && IsNoWorse(Grades(other.Network), Grades(network))) ? (changed, after) : null;
    }

    /// <summary>The same network in a changed project; null when it has errors there.</summary>
    private static AnalyzedNetwork? In(Compilation compilation, INamedTypeSymbol type, CancellationToken cancellation) =>
        SymbolFinder.FindSimilarSymbols(type, compilation, cancellation).FirstOrDefault() is { } same ? AnalyzedNetwork.Of(compilation, same) : null;

    /// <summary>Other networks of the project that a remedy changes, because they have a block in common.</summary>
    private IEnumerable<(INamedTypeSymbol Type, AnalyzedNetwork Network)> Sharing(Remedy remedy)
    {
        var places = new HashSet<Location>(remedy.Edits.Select(edit => edit.Attribute));
        foreach (INamedTypeSymbol type in Types(_compilation.Assembly.GlobalNamespace).Where(type => !SymbolEqualityComparer.Default.Equals(type, _type)))
        {
            if (AnalyzedNetwork.Of(_compilation, type) is { } network && network.Written(layer => places.Contains(network.Attribute(layer)!)).Any())
                yield return (type, network);
        }
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container) =>
        container.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(member => member is INamedTypeSymbol type ? Types(type).Prepend(type) : Types(member));

    private ImmutableDictionary<string, FlowGrade> Grades(AnalyzedNetwork network) => FlowRules.Grades(network.Flow, _thresholds);

    private static bool IsNoWorse(ImmutableDictionary<string, FlowGrade> old, ImmutableDictionary<string, FlowGrade> now) =>
        now.All(rule => rule.Value <= FlowGrade.Information || rule.Value <= old[rule.Key]);
}
