using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using NetCompiler.Generators.Reading;

namespace NetCompiler.Generators.Diagnostics;

/// <summary>Reports what is wrong with declarations of networks and blocks (NC1xxx), at the attribute or argument in question.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeclarationAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => DeclarationDescriptors.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var problems = new List<DeclarationProblem>();
        List<DeclaredAttribute> attributes = DeclaredAttribute.On(type, context.CancellationToken);
        if (attributes.Count == 0)
            return;
        if (attributes.Any(attribute => attribute.Role == AttributeRole.Network))
        {
            NetworkReader.Read(type, problems, context.CancellationToken);
        }
        else if (attributes.FirstOrDefault(attribute => attribute.Role == AttributeRole.Block) is { } block)
        {
            ListRules.Check(type, attributes, block, problems);
            new LayerListReader(problems, new BlockReader(context.CancellationToken), context.CancellationToken).Read(type, attributes);
        }
        else
        {
            DeclaredAttribute first = attributes[0];
            problems.Add(new(DiagnosticId.NoNetwork, first.Location,
                $"{first.Kind} has no effect, because {type.Name} is neither a network nor a block; add [Network(Input = …)] or [Block]"));
        }

        // That a class is not partial is what the generator reports.
        foreach (DeclarationProblem problem in problems.Where(problem => problem.Id != DiagnosticId.NotPartial))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                DeclarationDescriptors.Get(problem.Id), problem.Location, ArgumentFix.Locations(problem.Suggestion), ArgumentFix.Properties(problem.Suggestion), problem.Message));
        }
    }
}
