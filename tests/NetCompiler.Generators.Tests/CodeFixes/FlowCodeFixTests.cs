using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using NetCompiler.CodeFixes.GradientFlow;

namespace NetCompiler.Generators.Tests.CodeFixes;

/// <summary>Remedies: what is offered for a warning compiles, removes it, and brings no other.</summary>
public sealed class FlowCodeFixTests
{
    private const string Usings = "using NetCompiler;\n";

    [Theory]
    [InlineData("NC2001", "[Block, Dense(64), Sigmoid] class B; [Network(Input = 64), Repeat<B>(30), Dense(10), SoftmaxCrossEntropy] partial class Net;",
        "Replace Sigmoid with Relu + He: 1e-19 → ", "Replace Sigmoid with Tanh + LeCun: 1e-19 → ", "Insert BatchNorm in front of the activations: 1e-19 → ", "Make B a residual block: 1e-19 → ")]
    [InlineData("NC2001", "[Block, Highway(GateBias = 0), Dense(64), Tanh] class B; [Network(Input = 64), Dense(64), Repeat<B>(50), Dense(10)] partial class Net;", "Start the gates at GateBias = -2.3: 1e-7 → ")]
    [InlineData("NC2002", "[Block, Residual, Relu, Dense(64)] class B; [Network(Input = 64), Dense(64), Repeat<B>(30), Dense(10), SoftmaxCrossEntropy] partial class Net;",
        "Write BranchScale = 0.183 (1/√30): 1e5 → ", "Clip by the global norm: 1e5 → ")]
    [InlineData("NC2003", "[Block, Dense(128, Init = Initializer.Normal, InitScale = 0.01), Tanh] class B; [Network(Input = 64), Repeat<B>(6), Dense(10)] partial class Net;",
        "Use the initialiser that suits the activation: 1e-")]
    [InlineData("NC2004", "[Network(Input = 64), Dense(64, Init = Initializer.Normal, InitScale = 1), Tanh, Dense(10)] partial class Net;", "Use the initialiser that suits the activation: ")]
    [InlineData("NC2005", "[Block, Dense(128), BatchNorm, Relu] class B; [Network(Input = 128), Repeat<B>(50), Dense(10)] partial class Net;", "Make B a residual block: 1e4 → ")]
    [InlineData("NC2007", "[Network(Input = 64), Dense(32), Relu, Dense(1), Sigmoid, MeanSquaredError] partial class Net;", "Use BinaryCrossEntropyWithLogits: ")]
    [InlineData("NC2008", "[Network(Input = 64), Dense(32, Bias = true), BatchNorm, Relu, Dense(10)] partial class Net;", "Remove the bias: ")]
    [InlineData("NC2009", "[Block, Dense(32), Relu] class B; [Network(Input = 32), Repeat<B>(40), Dense(10), ClipByGlobalNorm(1)] partial class Net;", "Make B a residual block: ")]
    [InlineData("NC2010", "[Block, Dense(64), Sigmoid] class B; [Network(Input = 64), Repeat<B>(30), Dense(10), ClipByValue(1)] partial class Net;", "Remove the clipping: 1e-19 → 1e-19")]
    [InlineData("NC2001", "[Block, Dense(128), Sigmoid] class B; [Network(Input = 64), Repeat<B>(20), Dense(10)] partial class Net;", "Insert LayerNorm behind the activations: 1e-1")]
    [InlineData("NC2006", "[Block, Dense(64), LayerNorm, Sigmoid] class B; [Network(Input = 64), Repeat<B>(12), Dense(10)] partial class Net;", "Put LayerNorm behind the activation: 1e-", "Use BatchNorm: 1e-")]
    [InlineData("NC2012", "[Network, Input(Time = 100, Features = 2), Rnn(64, RecurrentInit = Initializer.Uniform, RecurrentInitScale = 0.125), Dense(1)] partial class Net;",
        "Replace Rnn with Gru(UpdateBias = 3.1): 1e-", "Replace Rnn with Lstm(ForgetBias = 3.1): 1e-")]
    [InlineData("NC2012", "[Network, Input(Time = 100, Features = 2), Rnn(64, Activation = Activation.Identity, RecurrentInit = Initializer.Uniform, RecurrentInitScale = 0.125), Dense(1)] partial class Net;",
        "Use orthogonal recurrent weights: 1e-24 → 1")]
    [InlineData("NC2013", "[Network, Input(Time = 200, Features = 2), Gru(64, Returns = Returns.Sequence), Lstm(64, ForgetBias = 0), Dense(1)] partial class Net;",
        "Start with UpdateBias and ForgetBias = 3.8: 1e-")]
    [InlineData("NC2011", "[Network(Input = 64), Dense(64, BiasInit = Initializer.Constant, BiasInitScale = -3), Relu, Dense(10)] partial class Net;", "Start the bias at 0: ")]
    public async Task Every_remedy_cures(string id, string source, params string[] titles)
    {
        using var workspace = new AdhocWorkspace();
        Solution solution = Open(workspace, Usings + source);
        List<CodeAction> actions = await Actions(solution, id);
        Assert.All(titles, title => Assert.Contains(actions, action => action.Title.StartsWith(title, StringComparison.Ordinal)));
        foreach (CodeAction action in actions)
        {
            string after = await Text(await Apply(action));
            Assert.True(after.StartsWith(Usings, StringComparison.Ordinal), after);
            Assert.DoesNotContain(id, Warned.Ids(after[Usings.Length..]));
        }
    }

    /// <summary>A narrow network would trade a gradient that vanishes for one that is a matter of luck.</summary>
    [Fact]
    public async Task What_does_not_help_is_not_offered()
    {
        using var workspace = new AdhocWorkspace();
        List<CodeAction> actions = await Actions(Open(workspace, $"{Usings}[Block, Dense(32), Sigmoid] class B; [Network(Input = 32), Repeat<B>(30), Dense(10)] partial class Net;"), "NC2001");
        Assert.DoesNotContain(actions, action => action.Title.StartsWith("Replace Sigmoid with Relu", StringComparison.Ordinal) || action.Title.StartsWith("Clip", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_edit_is_as_small_as_a_person_would_make_it()
    {
        const string Before = """
            using NetCompiler;

            [Network(Input = 64)]
            [Repeat<Layer>(20)]
            [Dense(1), Sigmoid]
            [BinaryCrossEntropyWithLogits]
            public partial class Deep;

            [Block]
            [Dense(64, Init = Initializer.LecunNormal), Sigmoid] // a layer
            public partial class Layer;
            """;
        using var workspace = new AdhocWorkspace();
        List<CodeAction> actions = await Actions(Open(workspace, Before), "NC2001");
        CodeAction relu = actions.Find(action => action.Title.StartsWith("Replace Sigmoid with Relu", StringComparison.Ordinal))!;
        Assert.Equal(Before.Replace("Dense(64, Init = Initializer.LecunNormal), Sigmoid]", "Dense(64), Relu]"), await Text(await Apply(relu)));
        CodeAction norm = actions.Find(action => action.Title.StartsWith("Insert BatchNorm", StringComparison.Ordinal))!;
        Assert.Equal(Before.Replace("LecunNormal), Sigmoid]", "LecunNormal), BatchNorm, Sigmoid]"), await Text(await Apply(norm)));
    }

    [Fact]
    public async Task All_networks_of_a_project_are_fixed_at_once()
    {
        const string Before = $"""
            {Usings}
            [Block, Dense(64), Sigmoid] class A;
            [Block, Dense(96), Sigmoid] class B;
            [Network(Input = 64), Repeat<A>(30), Dense(10), SoftmaxCrossEntropy] partial class First;
            [Network(Input = 64), Repeat<B>(20), Dense(10), SoftmaxCrossEntropy] partial class Second;
            """;
        using var workspace = new AdhocWorkspace();
        Solution solution = Open(workspace, Before);
        var fix = new FlowCodeFix();
        CodeAction action = (await Actions(solution, "NC2001"))[0];
        var context = new FixAllContext(
            solution.Projects.Single().Documents.Single(), fix, FixAllScope.Project, action.EquivalenceKey!, ["NC2001"], new Provider(), CancellationToken.None);
        string after = await Text(await Apply((await fix.GetFixAllProvider().GetFixAsync(context))!));
        Assert.Equal(Before.Replace("Sigmoid", "Relu"), after);
    }

    private static Solution Open(AdhocWorkspace workspace, string text)
    {
        var settings = new ProjectSettings();
        ProjectInfo project = ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "User", "User", LanguageNames.CSharp, compilationOptions: settings.Compile, parseOptions: settings.Parse,
            metadataReferences: Harness.Platform.Empty.References);
        Solution solution = workspace.CurrentSolution.AddProject(project).AddDocument(DocumentId.CreateNewId(project.Id), "File.cs", text, filePath: "File.cs");
        Assert.True(workspace.TryApplyChanges(solution));
        return workspace.CurrentSolution;
    }

    private static async Task<List<CodeAction>> Actions(Solution solution, string id)
    {
        Diagnostic diagnostic = (await Diagnostics(solution.Projects.Single())).First(diagnostic => diagnostic.Id == id);
        var actions = new List<CodeAction>();
        await new FlowCodeFix().RegisterCodeFixesAsync(
            new CodeFixContext(solution.GetDocument(diagnostic.Location.SourceTree)!, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        return actions;
    }

    private static async Task<ImmutableArray<Diagnostic>> Diagnostics(Project project) =>
        await (await project.GetCompilationAsync())!.WithAnalyzers(Warned.Analyzers).GetAnalyzerDiagnosticsAsync();

    private static async Task<Solution> Apply(CodeAction action) =>
        Assert.Single((await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>()).ChangedSolution;

    private static async Task<string> Text(Solution solution) => (await solution.Projects.Single().Documents.Single().GetTextAsync()).ToString();

    /// <summary>Finds the diagnostics for fixing all of them.</summary>
    private sealed class Provider : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => await Diagnostics(project);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) => await Diagnostics(document.Project);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
