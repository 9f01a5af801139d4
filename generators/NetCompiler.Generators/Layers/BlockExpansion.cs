using System.Collections.Immutable;
using NetCompiler.Generators.Declarations;

namespace NetCompiler.Generators.Layers;

/// <summary>A layer of an expanded list: its path, what was written, and what was made of it.</summary>
internal sealed record ExpandedLayer(string Path, LayerDeclaration Declaration, Layer Layer);

/// <summary>Expands blocks into layers with paths: <c>layers.i</c> counts the positions of a list, <c>blocks.j</c> its blocks. A block
/// inside a composite layer, such as Residual, becomes a branch of it.</summary>
/// <param name="prefix">In front of every path.</param>
internal sealed class BlockExpansion(string prefix = "")
{
    private int _position;
    private int _blocks;

    /// <summary>Expands a whole list.</summary>
    public static ImmutableArray<ExpandedLayer> Expand(IEnumerable<LayerDeclaration> layers, string prefix = "")
    {
        var expansion = new BlockExpansion(prefix);
        return [.. layers.SelectMany(layer => expansion.Next(layer))];
    }

    /// <summary>Expands the next layer of the list.</summary>
    public ImmutableArray<ExpandedLayer> Next(LayerDeclaration layer)
    {
        int position = _position++;
        if (layer.Blocks.Count == 0)
            return [new($"{prefix}layers.{position}", layer, LayerCatalog.CreateLayer(new LayerArguments(layer))!)];
        if (LayerCatalog.IsComposite(layer.Kind))
        {
            string path = NextBlock();
            return [Composite(path, layer, [.. Branches(path, layer)])];
        }

        return [.. Enumerable.Range(0, layer.Count).SelectMany(_ => Expand(layer.Blocks[0], NextBlock()))];
    }

    private string NextBlock() => $"{prefix}blocks.{_blocks++}";

    private static ImmutableArray<ExpandedLayer> Expand(BlockDeclaration block, string path)
    {
        ImmutableArray<ExpandedLayer> layers = Expand(block.Layers, $"{path}.");
        return block.Composite is { } composite ? [Composite(path, composite, [layers])] : layers;
    }

    /// <summary>One branch for a single block; several are numbered.</summary>
    private static IEnumerable<ImmutableArray<ExpandedLayer>> Branches(string path, LayerDeclaration layer)
    {
        if (layer is { Blocks: [{ Composite: null } block], IsSeries: false })
            return [Expand(block.Layers, $"{path}.")];
        IEnumerable<BlockDeclaration> all = layer.IsSeries ? Enumerable.Repeat(layer.Blocks[0], layer.Count) : layer.Blocks;
        return all.Select((branch, i) => Expand(branch, $"{path}.branches.{i}"));
    }

    private static ExpandedLayer Composite(string path, LayerDeclaration layer, ImmutableArray<ImmutableArray<ExpandedLayer>> branches) =>
        new(path, layer, LayerCatalog.CreateComposite(new LayerArguments(layer), branches));
}
