using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NetCompiler.Generators.Declarations;
using NetCompiler.Generators.Diagnostics;
using NetCompiler.Generators.Emit;
using NetCompiler.Generators.Reading;

namespace NetCompiler.Generators;

/// <summary>Emits the implementation of every class marked with <c>[Network]</c>.</summary>
/// <remarks>The first step reduces a class to a declaration that is compared by value; an edit that leaves it equal costs nothing more.
/// Problems are reported by the analyzers, which read the class with the same code; except one, behind which the C# compiler hears no analyzer.</remarks>
[Generator(LanguageNames.CSharp)]
public sealed class NetworkGenerator : IIncrementalGenerator
{
    private const string NetworkAttribute = "NetCompiler.NetworkAttribute";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<NetworkDeclaration> declarations = Networks(context, static (match, cancellation) => NetworkReader.Read(match, cancellation))
            .Where(static declaration => declaration is not null)
            .Select(static (declaration, _) => declaration!)
            .WithTrackingName(TrackingNames.Declaration);

        IncrementalValuesProvider<(TypeDeclaration Type, string Text)> sources = declarations
            .Select(static (declaration, _) => (declaration.Type, declaration.Stub is { } stub ? StubEmitter.Emit(declaration, stub) : NetworkEmitter.Emit(declaration)))
            .WithTrackingName(TrackingNames.Source);

        IncrementalValueProvider<ImmutableArray<TypeDeclaration>> types = declarations.Select(static (declaration, _) => declaration.Type).Collect();
        context.RegisterSourceOutput(sources.Combine(types), static (production, pair) =>
            production.AddSource(FileNames.Of(pair.Left.Type, pair.Right), SourceText.From(pair.Left.Text, Encoding.UTF8)));

        // A second part of a class that is not partial is an error of C# (CS0260), with which a build ends before its analyzers.
        IncrementalValuesProvider<ReportedProblem> problems = Networks(context, static (match, cancellation) => NetworkReader.NotPartial(match, cancellation).Select(ReportedProblem.Of).ToEquatableArray())
            .SelectMany(static (problems, _) => problems);
        context.RegisterSourceOutput(problems, static (production, problem) => production.ReportDiagnostic(problem.ToDiagnostic()));
    }

    private static IncrementalValuesProvider<T> Networks<T>(
        IncrementalGeneratorInitializationContext context, Func<GeneratorAttributeSyntaxContext, CancellationToken, T> read) =>
        context.SyntaxProvider.ForAttributeWithMetadataName(
            NetworkAttribute, static (node, _) => node is ClassDeclarationSyntax or RecordDeclarationSyntax or StructDeclarationSyntax, read);
}
