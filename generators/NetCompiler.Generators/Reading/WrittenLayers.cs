using Microsoft.CodeAnalysis;
using NetCompiler.Generators.Declarations;

namespace NetCompiler.Generators.Reading;

/// <summary>Which attribute each layer was read from. Declarations hold no positions, so this lasts no longer than reading and checking one class.</summary>
internal sealed class WrittenLayers
{
    private readonly List<(LayerDeclaration Layer, DeclaredAttribute Attribute)> _layers = [];

    public LayerDeclaration Add(LayerDeclaration layer, DeclaredAttribute attribute)
    {
        _layers.Add((layer, attribute));
        return layer;
    }

    /// <summary>The attribute of a layer, which is looked for by identity: equal ones may be written in many places.</summary>
    public DeclaredAttribute this[LayerDeclaration layer] => Find(layer)!;

    /// <summary>The attribute of a layer; null for one that nobody wrote, such as the gate of a highway.</summary>
    public DeclaredAttribute? Find(LayerDeclaration layer) => _layers.Find(written => ReferenceEquals(written.Layer, layer)).Attribute;

    /// <summary>The attribute of a layer; that of the one in a class's own list which brings it in, where its block stands in another project.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="list">The list of the class.</param>
    /// <param name="type">The class.</param>
    public DeclaredAttribute? Find(LayerDeclaration layer, IEnumerable<LayerDeclaration> list, INamedTypeSymbol type)
    {
        if (Find(layer) is { } written && written.IsInProjectOf(type))
            return written;
        return list.FirstOrDefault(own => Holds(own, layer, [])) is { } owner ? Find(owner) : null;
    }

    /// <summary>Whether a layer is another one or has it in a block. Blocks are shared, so each is looked at once.</summary>
    private static bool Holds(LayerDeclaration outer, LayerDeclaration inner, List<BlockDeclaration> known)
    {
        if (ReferenceEquals(outer, inner))
            return true;
        foreach (BlockDeclaration block in outer.Blocks.Where(block => !known.Exists(other => ReferenceEquals(other, block))))
        {
            known.Add(block);
            if (block.Layers.Concat(block.Composite is { } composite ? [composite] : []).Any(layer => Holds(layer, inner, known)))
                return true;
        }

        return false;
    }
}
