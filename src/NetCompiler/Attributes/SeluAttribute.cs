namespace NetCompiler;

/// <summary>The activation y = λ·x for x &gt; 0 and λ·α·(eˣ - 1) otherwise, with λ ≈ 1.0507 and α ≈ 1.6733. Klambauer et al. 2017.</summary>
public sealed class SeluAttribute : LayerAttribute;
