using Microsoft.CodeAnalysis;
using NetCompiler.Generators.Declarations;

namespace NetCompiler.Generators.Reading;

/// <summary>Reads the blocks that a class uses, directly or inside one another, each once however often it is used.</summary>
internal sealed class BlockReader(CancellationToken cancellation)
{
    private readonly Dictionary<INamedTypeSymbol, BlockDeclaration?> _known = new(SymbolEqualityComparer.Default);

    /// <summary>Where the layers of the class and of its blocks are written.</summary>
    public WrittenLayers Written { get; } = new();

    /// <summary>What a block declares.</summary>
    /// <returns>Null for a block with errors, which are reported where it is declared.</returns>
    public BlockDeclaration? Read(INamedTypeSymbol block)
    {
        if (_known.TryGetValue(block, out BlockDeclaration? known))
            return known;
        // A block that is met again before it is finished contains itself, which is an error too.
        _known[block] = null;
        var problems = new List<DeclarationProblem>();
        List<DeclaredAttribute> attributes = DeclaredAttribute.On(block, cancellation);
        ListRules.Check(block, attributes, attributes.First(attribute => attribute.Role == AttributeRole.Block), problems);
        var reader = new LayerListReader(problems, this, cancellation);
        List<LayerDeclaration> layers = reader.Read(block, attributes);
        if (!reader.IsBroken && problems.Count == 0)
            _known[block] = Describe(block.Name, layers);
        return _known[block];
    }

    /// <summary>The way from one class to another over the blocks that each uses, such as <c>A → B</c>; null when there is none.</summary>
    public string? Path(INamedTypeSymbol from, INamedTypeSymbol to) => Path(from, to, new(SymbolEqualityComparer.Default));

    private string? Path(INamedTypeSymbol from, INamedTypeSymbol to, HashSet<ISymbol> visited)
    {
        // A generic block that contains another construction of itself never ends either.
        if (SymbolEqualityComparer.Default.Equals(from.OriginalDefinition, to.OriginalDefinition))
            return to.Name;
        if (!visited.Add(from.OriginalDefinition))
            return null;
        return DeclaredAttribute.On(from, cancellation)
            .SelectMany(attribute => attribute.Blocks)
            .Select(block => block is INamedTypeSymbol named && Path(named, to, visited) is { } rest ? $"{from.Name} → {rest}" : null)
            .FirstOrDefault(path => path is not null);
    }

    /// <summary>Sets apart the composite layer that stands on the block itself.</summary>
    private static BlockDeclaration Describe(string name, List<LayerDeclaration> layers)
    {
        LayerDeclaration? composite = layers.Find(layer => ListRules.IsAroundBlock(layer));
        return new BlockDeclaration(name, layers.Where(layer => layer != composite).ToEquatableArray(), composite);
    }
}
