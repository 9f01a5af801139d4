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
    [InlineData("NC2001", "[Block, Residual, Dense(64), Sigmoid, Dense(64), Sigmoid, Dense(64), Sigmoid, Dense(64), Sigmoid, Dense(64), Sigmoid, Dense(64), Sigmoid, Dense(64)] class B; [Network(Input = 64), Repeat<B>(2), Dense(10)] partial class Net;", "Insert BatchNorm in front of the activations: 1e-")]
    [InlineData("NC2002", "[Network, Input(Time = 60, Features = 3), Rnn(64, Activation = Activation.Identity, RecurrentInit = Initializer.Orthogonal, RecurrentInitScale = 1.2), Dense(10)] partial class Net;", "Use orthogonal recurrent weights: 1e5 → 1")]
    [InlineData("NC2010", "[Block, Dense(64), Sigmoid] class B; [Network(Input = 64), Repeat<B>(30), Dense(10), ClipByValue(1)] partial class Net;", "Remove the clipping: 1e-19 → 1e-19")]
    [InlineData("NC2001", "[Block, Dense(128), Sigmoid] class B; [Network(Input = 64), Repeat<B>(20), Dense(10)] partial class Net;", "Insert LayerNorm behind the activations: 1e-1")]
    [InlineData("NC2006", "[Block, Dense(64), LayerNorm, Sigmoid] class B; [Network(Input = 64), Repeat<B>(12), Dense(10)] partial class Net;", "Put LayerNorm behind the activation: 1e-", "Use BatchNorm: 1e-")]
    [InlineData("NC2012", "[Network, Input(Time = 100, Features = 2), Rnn(64, RecurrentInit = Initializer.Uniform, RecurrentInitScale = 0.125), Dense(1)] partial class Net;",
        "Replace Rnn with Gru(UpdateBias = 3.1): 1e-", "Replace Rnn with Lstm(ForgetBias = 3.1): 1e-")]
    [InlineData("NC2012", "[Network, Input(Time = 100, Features = 2), Rnn(64, Activation = Activation.Identity, RecurrentInit = Initializer.Uniform, RecurrentInitScale = 0.125), Dense(1)] partial class Net;",
        "Use orthogonal recurrent weights: 1e-24 → 1")]
    [InlineData("NC2013", "[Network, Input(Time = 200, Features = 2), Gru(64, Returns = Returns.Sequence), Lstm(64, ForgetBias = 0), Dense(1)] partial class Net;",
        "Start with UpdateBias and ForgetBias = 3.8: 1e-")]
    [InlineData("NC2013", "[Network, Input(Time = 60, Features = 4), Gru(32, UpdateBias = -1, Returns = Returns.Sequence), Rnn(48, RecurrentInit = Initializer.Uniform, RecurrentInitScale = 0.1), Dense(10)] partial class Net;",
        "Start with UpdateBias = 2.6: 1e-")]
    [InlineData("NC2011", "[Network(Input = 64), Dense(64, BiasInit = Initializer.Constant, BiasInitScale = -3), Relu, Dense(10)] partial class Net;", "Start the bias at 0: ")]
    public async Task Every_remedy_cures(string id, string source, params string[] titles)
    {
        using var workspace = new AdhocWorkspace();
        Solution solution = Open(workspace, Usings + source);
        Diagnostic diagnostic = (await Diagnostics(solution.Projects.Single())).First(diagnostic => diagnostic.Id == id);
        List<CodeAction> actions = await Actions(solution.Projects.Single(), diagnostic);
        Assert.All(titles, title => Assert.Contains(actions, action => action.Title.StartsWith(title, StringComparison.Ordinal)));
        foreach (CodeAction action in actions)
        {
            // Where the message is about a factor, the title is about the same.
            if (id is "NC2001" or "NC2002" or "NC2003" or "NC2005" or "NC2009" or "NC2012" or "NC2013")
                Assert.Contains($" {action.Title.Split(": ")[1].Split(" → ")[0]} ", diagnostic.GetMessage(), StringComparison.Ordinal);
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

    /// <summary>As a person would write it there: with a prefix where the file needs one.</summary>
    [Theory]
    [InlineData("", "NetCompiler.")]
    [InlineData("using NC = NetCompiler;\n", "NC.")]
    [InlineData("global using NetCompiler;\n", "")]
    public async Task Attributes_are_named_as_the_file_names_them(string usings, string prefix)
    {
        string before = usings + $$"""
            namespace My.App;

            [{{prefix}}Network(Input = 64)]
            [{{prefix}}Repeat<Layer>(30), {{prefix}}Dense(10)]
            public partial class Net;

            [{{prefix}}Block]
            [{{prefix}}Dense(64), {{prefix}}Sigmoid]
            public class Layer;
            """;
        using var workspace = new AdhocWorkspace();
        List<CodeAction> actions = await Actions(Open(workspace, before), "NC2001");
        Assert.Equal(before.Replace("Sigmoid", "Relu"), await Text(await Apply(With("Replace Sigmoid with Relu"))));
        Assert.Equal(before.Replace($"{prefix}Sigmoid", $"{prefix}BatchNorm, {prefix}Sigmoid"), await Text(await Apply(With("Insert BatchNorm"))));
        Assert.Equal(before.Replace($"[{prefix}Dense(64)", $"[{prefix}Residual(Shortcut = {prefix}Shortcut.Projection), {prefix}Dense(64)"), await Text(await Apply(With("Make Layer a residual block with a projection"))));

        CodeAction With(string title) => Assert.Single(actions, action => action.Title.StartsWith(title, StringComparison.Ordinal) && !action.Title.Contains("LayerNorm", StringComparison.Ordinal));
    }

    /// <summary>An attribute goes with its line and the comment at its end, an argument with its comma; everything else stays, whatever the line ends.</summary>
    [Theory]
    [InlineData("NC2010", "\t[Network(Input = 64)]\r\n\t[Repeat<B>(30), Dense(10)]\r\n\t// clip\r\n\t[ClipByValue(1)] // why\r\n\tpartial class Net;\r\n", "\t[Network(Input = 64)]\r\n\t[Repeat<B>(30), Dense(10)]\r\n\t// clip\r\n\tpartial class Net;\r\n")]
    [InlineData("NC2007", "[Network(Input = 64)]\n[Dense(1)]\n// to (0, 1)\n[Sigmoid]\n[MeanSquaredError]\npartial class Net;\n", "[Network(Input = 64)]\n[Dense(1)]\n// to (0, 1)\n[BinaryCrossEntropyWithLogits]\npartial class Net;\n")]
    [InlineData("NC2010", "[Network(Input = 64)] [Repeat<B>(30), Dense(10)] [ClipByValue(1)]\npartial class Net;\n", "[Network(Input = 64)] [Repeat<B>(30), Dense(10)]\npartial class Net;\n")]
    [InlineData("NC2010", "[Network(Input = 64), Repeat<B>(30), Dense(10)]\n    [ClipByValue(1)] [MeanSquaredError] partial class Net;\n", "[Network(Input = 64), Repeat<B>(30), Dense(10)]\n    [MeanSquaredError] partial class Net;\n")]
    [InlineData("NC2010", "[Network(Input = 64), Repeat<B>(30), Dense(10), ClipByValue(1)] partial class Net;\n", "[Network(Input = 64), Repeat<B>(30), Dense(10)] partial class Net;\n")]
    [InlineData("NC2007", "[Network(Input = 64), Dense(1), Sigmoid, Huber(2)] partial class Net;\n", "[Network(Input = 64), Dense(1), BinaryCrossEntropyWithLogits] partial class Net;\n")]
    [InlineData("NC2008", "[Network(Input = 64)]\n[Dense(64, // wide\n    Bias = true, Init = Initializer.HeNormal), BatchNorm, Relu, Dense(10)] partial class Net;\n", "[Network(Input = 64)]\n[Dense(64, // wide\n    Init = Initializer.HeNormal), BatchNorm, Relu, Dense(10)] partial class Net;\n")]
    [InlineData("NC2008", "[Network(Input = 64)]\n[Dense(64, Bias = true,\n    Init = Initializer.HeNormal), BatchNorm, Relu, Dense(10)] partial class Net;\n", "[Network(Input = 64)]\n[Dense(64,\n    Init = Initializer.HeNormal), BatchNorm, Relu, Dense(10)] partial class Net;\n")]
    [InlineData("NC2008", "[Network(Input = 64)]\n[Dense(64,\n    Bias = true,\n    Init = Initializer.HeNormal,\n    BiasInit = Initializer.Normal, BiasInitScale = 2), BatchNorm, Relu, Dense(10)] partial class Net;\n", "[Network(Input = 64)]\n[Dense(64,\n    Init = Initializer.HeNormal), BatchNorm, Relu, Dense(10)] partial class Net;\n")]
    [InlineData("NC2008", "[Network(Input = 64)]\n[Dense(64, /* wide */ Bias = true), BatchNorm, Relu, Dense(10)] partial class Net;\n", "[Network(Input = 64)]\n[Dense(64 /* wide */ ), BatchNorm, Relu, Dense(10)] partial class Net;\n")]
    public async Task What_is_removed_leaves_no_gap(string id, string before, string after)
    {
        const string Block = $"{Usings}[Block, Dense(64), Sigmoid] class B;\n";
        using var workspace = new AdhocWorkspace();
        CodeAction action = Assert.Single(await Actions(Open(workspace, Block + before), id));
        Assert.Equal(Block + after, await Text(await Apply(action)));
    }

    [Fact]
    public async Task What_is_inserted_stays_in_the_line_of_what_it_belongs_to()
    {
        const string Before = """
            using NetCompiler;

            [Block]
            [Dense(64),
             Sigmoid, // flat
             Dense(64),
             Sigmoid /* flat */]
            class Layer;

            [Network(Input = 64),
             Repeat<Layer>(10),
             Dense(1) // last
            ]
            partial class Net;
            """;
        using var workspace = new AdhocWorkspace();
        List<CodeAction> actions = await Actions(Open(workspace, Before), "NC2001");
        Assert.Equal(Before.Replace("Sigmoid", "BatchNorm, Sigmoid"), await Text(await Apply(actions.Find(action => action.Title.StartsWith("Insert BatchNorm", StringComparison.Ordinal))!)));
        Assert.Equal(Before.Replace("Sigmoid", "Sigmoid, LayerNorm"), await Text(await Apply(actions.Find(action => action.Title.StartsWith("Insert LayerNorm", StringComparison.Ordinal))!)));
        Assert.Equal(Before.Replace("[Dense(64)", "[Residual, Dense(64)"), await Text(await Apply(actions.Find(action => action.Title.StartsWith("Make Layer a residual block:", StringComparison.Ordinal))!)));
    }

    /// <summary>A residual block needs as many inputs as outputs, and the second network has others.</summary>
    [Fact]
    public async Task A_remedy_does_not_break_a_network_that_shares_a_block()
    {
        const string Source = $"{Usings}[Block, Dense(64), Sigmoid] class B; [Network(Input = 64), Repeat<B>(30), Dense(10)] partial class Net;";
        using AdhocWorkspace alone = new(), shared = new();
        Assert.Contains(await Actions(Open(alone, Source), "NC2001"), IsResidual);
        List<CodeAction> actions = await Actions(Open(shared, $"{Source} [Network(Input = 32), Use<B>, Dense(10)] partial class Other;"), "NC2001");
        Assert.DoesNotContain(actions, IsResidual);
        Assert.NotEmpty(actions);

        static bool IsResidual(CodeAction action) => action.Title.StartsWith("Make B a residual block:", StringComparison.Ordinal);
    }

    /// <summary>Nothing can be reported in another project's file, but changed there it can be.</summary>
    [Fact]
    public async Task Blocks_of_another_project_are_changed_there()
    {
        using var workspace = new AdhocWorkspace();
        Solution solution = Open(workspace, $"{Usings}[Block, Dense(64, BiasInit = Initializer.Constant, BiasInitScale = -3), Relu] public class B;");
        ProjectId library = solution.ProjectIds.Single();
        solution = Add(solution, "App", $"{Usings}[Network(Input = 64), Use<B>, Dense(10)] partial class Net;", new ProjectReference(library));
        Project app = solution.Projects.Single(project => project.Id != library);
        Diagnostic diagnostic = Assert.Single(await Diagnostics(app), diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);
        Assert.Equal(("NC2011", "App.cs"), (diagnostic.Id, diagnostic.Location.SourceTree!.FilePath));
        Solution after = await Apply(Assert.Single(await Actions(app, diagnostic)));
        Assert.Equal($"{Usings}[Block, Dense(64), Relu] public class B;", (await after.GetProject(library)!.Documents.Single().GetTextAsync(TestContext.Current.CancellationToken)).ToString());
        Assert.DoesNotContain(await Diagnostics(after.GetProject(app.Id)!), diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);
    }

    private static Solution Open(AdhocWorkspace workspace, string text)
    {
        Assert.True(workspace.TryApplyChanges(Add(workspace.CurrentSolution, "User", text)));
        return workspace.CurrentSolution;
    }

    private static Solution Add(Solution solution, string name, string text, params ProjectReference[] references)
    {
        var settings = new ProjectSettings();
        ProjectInfo project = ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, name, name, LanguageNames.CSharp, compilationOptions: settings.Compile, parseOptions: settings.Parse,
            projectReferences: references, metadataReferences: Harness.Platform.Empty.References);
        return solution.AddProject(project).AddDocument(DocumentId.CreateNewId(project.Id), $"{name}.cs", text, filePath: $"{name}.cs");
    }

    private static async Task<List<CodeAction>> Actions(Solution solution, string id) =>
        await Actions(solution.Projects.Single(), (await Diagnostics(solution.Projects.Single())).First(diagnostic => diagnostic.Id == id));

    private static async Task<List<CodeAction>> Actions(Project project, Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();
        await new FlowCodeFix().RegisterCodeFixesAsync(
            new CodeFixContext(project.GetDocument(diagnostic.Location.SourceTree)!, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
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
