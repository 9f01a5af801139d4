using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using NetCompiler.Generators;

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
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (diagnostic.AdditionalLocations is not [{ } place] || await RemedyTrial.OfAsync(context.Document.Project, place, context.CancellationToken).ConfigureAwait(false) is not { } trial)
                continue;
            foreach (Remedy remedy in s_kinds.Where(kind => kind.Ids.Contains(diagnostic.Id)).SelectMany(kind => kind.For(trial.Network)))
            {
                if (await trial.TryAsync(diagnostic.Id, remedy, context.CancellationToken).ConfigureAwait(false) is not var (changed, after))
                    continue;
                string title = $"{remedy.Title}: {FlowFactor.Of(diagnostic.Id, trial.Network.Flow, trial.Network.Flow)} → {FlowFactor.Of(diagnostic.Id, trial.Network.Flow, after.Flow)}";
                context.RegisterCodeFix(CodeAction.Create(title, _ => Task.FromResult(changed), remedy.Key), diagnostic);
            }
        }
    }
}
