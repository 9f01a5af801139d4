using System.Numerics;

namespace NetCompiler.Interpreter;

/// <summary>Computes a layer's output.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="input">The input, with the batch as its first dimension.</param>
/// <param name="layer">The layer.</param>
/// <returns>The output, with the batch as its first dimension.</returns>
internal delegate Variable<T> LayerFunction<T>(Variable<T> input, LayerCall<T> layer) where T : unmanaged, IFloatingPointIeee754<T>;

/// <summary>All layers by <see cref="LayerDefinition.Kind"/>. A new family is a new line here.</summary>
internal static class LayerRegistry<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public static readonly Registry<LayerFunction<T>> Layers = new(
        "layer",
        DenseLayers<T>.Family,
        EmbeddingLayers<T>.Family,
        SkipLayers<T>.Family,
        RandomLayers<T>.Family,
        NormalizationLayers<T>.Family,
        FeatureMapLayers<T>.Family,
        SequenceLayers<T>.Family,
        RecurrentLayers<T>.Family,
        AttentionLayers<T>.Family,
        SmoothActivations<T>.Family,
        PiecewiseActivations<T>.Family);
}
