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
}
