using Microsoft.CodeAnalysis;

namespace NetCompiler.Benchmarks.Generation;

/// <summary>Finds the networks and emits an empty method for each: what any generator costs, and a way to warm the compiler up.</summary>
public sealed class EmptyGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
        context.SyntaxProvider.ForAttributeWithMetadataName(
            "NetCompiler.NetworkAttribute", (_, _) => true, (match, _) => match.TargetSymbol.Name),
        (output, name) => output.AddSource($"{name}.g.cs", $"partial class {name} {{ void Nothing() {{ }} }}"));
}
