using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NetCompiler.Generators.Tests.Harness;

/// <summary>Source before and after a code fix, as the editor applies it.</summary>
/// <typeparam name="TAnalyzer">Who reports the diagnostics.</typeparam>
/// <typeparam name="TCodeFix">Who fixes them.</typeparam>
internal static class Fixed<TAnalyzer, TCodeFix>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TCodeFix : CodeFixProvider, new()
{
    private static readonly TCodeFix s_fix = new();

    /// <summary>Fails unless the fix turns the files on the left into those on the right, applied until it has nothing more to offer: to one diagnostic after another,
    /// and to all of a document, of the project and of the solution.</summary>
    public static async Task ShouldBecome(string[] before, string[] after)
    {
        Assert.Equal(after, await UntilDone(before, FixFirst));
        foreach (FixAllScope scope in new[] { FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution })
            Assert.Equal(after, await UntilDone(before, solution => FixAll(solution, scope)));
    }

    /// <inheritdoc cref="ShouldBecome(string[], string[])"/>
    public static Task ShouldBecome(string before, string after) => ShouldBecome([before], [after]);

    /// <summary>Fails unless something is reported, and nothing is offered.</summary>
    public static async Task ShouldNotBeOffered(string source)
    {
        using Workspace workspace = Open([source]);
        Assert.NotEmpty(await Diagnostics(workspace.CurrentSolution));
        Assert.Null(await FirstAction(workspace.CurrentSolution));
    }

    private static async Task<string[]> UntilDone(string[] files, Func<Solution, Task<Solution?>> fix)
    {
        using Workspace workspace = Open(files);
        Solution solution = workspace.CurrentSolution;
        for (int attempts = 0; await fix(solution) is { } better; attempts++)
        {
            Assert.True(attempts < 10, "The fix does not remove its diagnostic.");
            solution = better;
        }

        return await Task.WhenAll(solution.Projects.Single().Documents.Select(async document => (await document.GetTextAsync()).ToString()));
    }

    private static async Task<Solution?> FixFirst(Solution solution) => await FirstAction(solution) is var (action, _, _) ? await Apply(action) : null;

    private static async Task<Solution?> FixAll(Solution solution, FixAllScope scope)
    {
        if (await FirstAction(solution) is not var (action, document, diagnostic))
            return null;
        var context = new FixAllContext(document, s_fix, scope, action.EquivalenceKey!, [diagnostic.Id], new Provider(), CancellationToken.None);
        return await Apply((await s_fix.GetFixAllProvider()!.GetFixAsync(context))!);
    }

    private static async Task<Solution> Apply(CodeAction action) =>
        Assert.Single((await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>()).ChangedSolution;

    /// <summary>The first action that is offered for any diagnostic.</summary>
    private static async Task<(CodeAction Action, Document Document, Diagnostic Diagnostic)?> FirstAction(Solution solution)
    {
        foreach (Diagnostic diagnostic in (await Diagnostics(solution)).Where(diagnostic => s_fix.FixableDiagnosticIds.Contains(diagnostic.Id)))
        {
            Document document = solution.GetDocument(diagnostic.Location.SourceTree)!;
            var actions = new List<CodeAction>();
            await s_fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
            if (actions.Count > 0)
                return (Assert.Single(actions), document, diagnostic);
        }

        return null;
    }

    private static async Task<ImmutableArray<Diagnostic>> Diagnostics(Solution solution)
    {
        var compilation = (CSharpCompilation)(await solution.Projects.Single().GetCompilationAsync())!;
        return [.. (await compilation.WithAnalyzers([new TAnalyzer()]).GetAnalyzerDiagnosticsAsync()).OrderBy(diagnostic => diagnostic.Location.SourceTree!.FilePath, StringComparer.Ordinal)];
    }

    private static AdhocWorkspace Open(string[] files)
    {
        var settings = new ProjectSettings();
        var workspace = new AdhocWorkspace();
        ProjectInfo project = ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "User", "User", LanguageNames.CSharp, compilationOptions: settings.Compile, parseOptions: settings.Parse,
            metadataReferences: Platform.Empty.References);
        Solution solution = workspace.CurrentSolution.AddProject(project);
        for (int i = 0; i < files.Length; i++)
            solution = solution.AddDocument(DocumentId.CreateNewId(project.Id), $"File{i}.cs", files[i], filePath: $"File{i}.cs");
        Assert.True(workspace.TryApplyChanges(solution));
        return workspace;
    }

    /// <summary>Finds the diagnostics for fixing all of them.</summary>
    private sealed class Provider : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => await Diagnostics(project.Solution);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            (await Diagnostics(document.Project.Solution)).Where(diagnostic => diagnostic.Location.SourceTree!.FilePath == document.FilePath);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
