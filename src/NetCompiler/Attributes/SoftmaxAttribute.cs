namespace NetCompiler;

/// <summary>The activation yᵢ = eˣⁱ / Σⱼ eˣʲ over the features of each example. For classification declare <see cref="SoftmaxCrossEntropyAttribute"/> instead, which takes logits.</summary>
public sealed class SoftmaxAttribute : LayerAttribute;
