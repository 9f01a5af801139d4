using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetCompiler.Generators.Analysis.GradientFlow;
using NetCompiler.Generators.Layers;
using NetCompiler.Generators.Reading;

namespace NetCompiler.Benchmarks.Generation;

/// <summary>A compilation that declares one network of equal layers, and the generator to run over it.</summary>
public sealed class GeneratorSubject
{
    internal static CSharpParseOptions Parse { get; } = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);

    // What a user's project refers to: everything that this program runs on, and the runtime.
    internal static MetadataReference[] References { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => IsReference(Path.GetFileName(path)))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private readonly CSharpCompilation _compilation;
    private readonly Lazy<NetworkModel> _model;

    /// <summary>Declares a network.</summary>
    /// <param name="depth">How many times it has the layers.</param>
    /// <param name="layers">The layers.</param>
    /// <param name="input">The input.</param>
    /// <param name="isBlock">Whether the layers are a block that is repeated, as those of a branch are, or written out.</param>
    public GeneratorSubject(int depth, string layers = "Dense(64), Relu", string input = "64", bool isBlock = false)
    {
        _compilation = CSharpCompilation.Create(
            "Subject",
            [CSharpSyntaxTree.ParseText(isBlock ? Repeated(depth, layers, input) : Source(depth, layers), Parse), CSharpSyntaxTree.ParseText("class Elsewhere;", Parse)],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        _model = new(() => NetworkModel.Create(NetworkReader.ReadWritten(_compilation.GetTypeByMetadataName("Subject")!, default)!.Value.Declaration));
    }

    /// <summary>Predicts the gradient, as the generator and the analyzers do.</summary>
    public void Predict() => FlowAnalysis.Predict(_model.Value);

    /// <summary>Generates from scratch, as every build does.</summary>
    public GeneratorDriver Generate() => Generate(GeneratorUnderTest.Create());

    /// <summary>The same with another generator.</summary>
    // A copy of the compilation has bound nothing yet; without it only the first run would pay for that.
    public GeneratorDriver Generate(IIncrementalGenerator generator) =>
        CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: Parse).RunGenerators(_compilation.Clone());

    /// <summary>Generates again after an edit of another file, as every keystroke does.</summary>
    public GeneratorDriver GenerateAfterEdit(GeneratorDriver driver)
    {
        SyntaxTree other = _compilation.SyntaxTrees[1];
        SyntaxTree edited = CSharpSyntaxTree.ParseText("class Elsewhere { int _edited; }", Parse);
        return driver.RunGenerators(_compilation.ReplaceSyntaxTree(other, edited));
    }

    /// <summary>The size of what a run emitted.</summary>
    public static (int Characters, int Methods) Size(GeneratorDriver driver)
    {
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        if (result.Exception is { } exception)
            throw new InvalidOperationException($"The generator failed: {exception.Message}", exception);
        SyntaxTree[] trees = [.. result.GeneratedSources.Select(source => source.SyntaxTree)];
        return (trees.Sum(tree => tree.Length), trees.Sum(Methods));
    }

    private static bool IsReference(string file) => file == "NetCompiler.dll" || file.StartsWith("System.", StringComparison.Ordinal);

    private static int Methods(SyntaxTree tree) => tree.GetRoot().DescendantNodes().OfType<BaseMethodDeclarationSyntax>().Count();

    private static string Repeated(int depth, string layers, string input) =>
        $"using NetCompiler;\n\n[Block, {layers}]\nclass Part;\n\n[Network, Input({input})]\n[Repeat<Part>({depth}), SoftmaxCrossEntropy]\npublic partial class Subject;\n";

    // Each layer is written out, as nobody would, because the front end is to be timed as well.
    private static string Source(int depth, string layers)
    {
        var source = new StringBuilder("using NetCompiler;\n\n[Network(Input = 64)]\n");
        source.Insert(source.Length, $"[{layers}]\n", depth);
        return source.Append("[SoftmaxCrossEntropy]\npublic partial class Subject;\n").ToString();
    }
}
