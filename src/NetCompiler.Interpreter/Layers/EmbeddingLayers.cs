using System.Numerics;

namespace NetCompiler.Interpreter;

/// <summary>Layers that read ids.</summary>
internal static class EmbeddingLayers<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public static Dictionary<string, LayerFunction<T>> Family => new() { ["Embedding"] = Embedding };

    // y = W[id] for every id of an example, one behind the other.
    private static Variable<T> Embedding(Variable<T> x, LayerCall<T> layer)
    {
        Variable<T> table = layer.Parameters[0];
        Variable<T> rows = table.SelectRows([.. x.Values.ToArray().Select(int.CreateChecked)], (int)layer.Option("paddingIndex", -1.0));
        bool isStep = layer.Definition.OutputShape.Length == 2 && layer.IsOfSequence;
        return isStep ? rows.Reshape(x.Shape[0], rows.Length / x.Shape[0]) : rows.Reshape([x.Shape[0], .. layer.Definition.OutputShape]);
    }
}
