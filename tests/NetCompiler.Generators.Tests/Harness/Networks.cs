using Microsoft.CodeAnalysis;
using NetCompiler.Generators.Declarations;
using NetCompiler.Generators.Layers;
using NetCompiler.Generators.Reading;

namespace NetCompiler.Generators.Tests.Harness;

/// <summary>Takes source as far as the stage that a test is about.</summary>
internal static class Networks
{
    /// <summary>The declaration of the class Net.</summary>
    public static NetworkDeclaration Read(string source)
    {
        INamedTypeSymbol type = Compiled.Compilation(new ProjectSettings(), $"using NetCompiler;{source}").GetTypeByMetadataName("Net")!;
        return NetworkReader.Read(type, [], CancellationToken.None)!;
    }

    /// <summary>The model of a network with these attributes, four inputs unless they say otherwise.</summary>
    public static NetworkModel Model(string layers, string blocks = "", string? input = null)
    {
        NetworkDeclaration declaration = Read($"{blocks} [{(input is null ? "Network(Input = 4)" : $"Network, Input({input})")}, {layers}] partial class Net;");
        Assert.True(declaration.Stub is null, layers);
        return NetworkModel.Create(declaration);
    }
}
