using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetCompiler.Benchmarks.Generation;

/// <summary>The networks of this program, compiled in double when somebody asks for one: from the same declarations, with another precision.</summary>
public static class DoubleNetworks
{
    private static readonly Lazy<Assembly> s_assembly = new(Compile);

    /// <summary>Makes the network of the same declaration.</summary>
    /// <param name="network">A network of this program, in float.</param>
    /// <param name="parameters">Its parameters, laid out as its definition says.</param>
    /// <returns>The network in double, with the same parameters.</returns>
    public static INetwork<double> Create(INetwork<float> network, ReadOnlySpan<float> parameters)
    {
        Type type = s_assembly.Value.GetType(network.GetType().FullName!, throwOnError: true)!;
        var created = (INetwork<double>)Activator.CreateInstance(type, 1UL)!;
        // Tensors begin at the same bytes, so not at the same elements.
        foreach ((ParameterInfo from, ParameterInfo to) in network.Definition.Parameters.Zip(created.Definition.Parameters))
        {
            Span<double> values = created.Parameters.Slice(to.Offset, to.Length);
            for (int i = 0; i < values.Length; i++)
                values[i] = parameters[from.Offset + i];
        }

        return created;
    }

    private static Assembly Compile()
    {
        Assembly program = typeof(DoubleNetworks).Assembly;
        IEnumerable<SyntaxTree> sources = program.GetManifestResourceNames()
            .Where(name => name.StartsWith("Networks.", StringComparison.Ordinal))
            .Select(name => new StreamReader(program.GetManifestResourceStream(name)!).ReadToEnd())
            .Select(text => CSharpSyntaxTree.Create((CSharpSyntaxNode)new InDouble().Visit(CSharpSyntaxTree.ParseText(text, GeneratorSubject.Parse).GetRoot()), GeneratorSubject.Parse));
        var compilation = CSharpCompilation.Create(
            "NetworksInDouble", sources, GeneratorSubject.References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create([GeneratorUnderTest.Create().AsSourceGenerator()], parseOptions: GeneratorSubject.Parse)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out _);
        var stream = new MemoryStream();
        if (generated.Emit(stream) is { Success: false } result)
            throw new InvalidOperationException(string.Join('\n', result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(5)));
        return Assembly.Load(stream.ToArray());
    }

    private sealed class InDouble : CSharpSyntaxRewriter
    {
        public override SyntaxNode VisitAttribute(AttributeSyntax node)
        {
            if (node.Name.ToString() != "Network")
                return node;
            AttributeArgumentSyntax precision = SyntaxFactory.AttributeArgument(SyntaxFactory.ParseExpression("Precision.Double")).WithNameEquals(SyntaxFactory.NameEquals("Precision"));
            return node.AddArgumentListArguments(precision);
        }
    }
}
