using NetCompiler.Generators.Declarations;

namespace NetCompiler.Generators.Layers;

/// <summary>Expands Use and Repeat into layers with paths: <c>layers.i</c> counts the positions of a list, <c>blocks.j</c> its blocks.</summary>
internal sealed class BlockExpansion(List<(string Path, LayerDeclaration Declaration, Layer Layer)> result)
{
    public void Expand(IEnumerable<LayerDeclaration> layers, string prefix = "")
    {
        int position = 0, blocks = 0;
        foreach (LayerDeclaration layer in layers)
        {
            if (layer.Block is not { } block)
            {
                result.Add(($"{prefix}layers.{position}", layer, LayerCatalog.CreateLayer(new LayerArguments(layer))!));
            }
            else
            {
                for (int copy = 0; copy < layer.Count; copy++)
                    Expand(block.Layers, $"{prefix}blocks.{blocks++}.");
            }

            position++;
        }
    }
}
