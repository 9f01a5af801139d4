namespace NetCompiler;

/// <summary>Group normalization: y = γ·(x - mean)/√(variance + ε) + β with mean and (biased) variance over each of several groups of consecutive channels, and the positions of a
/// feature map, for each example. Wu and He 2018, "Group Normalization".</summary>
/// <remarks>Of a vector the features are the channels. Training and inference compute the same, whatever the batch. Parameters: <c>weight</c> (γ) and <c>bias</c> (β),
/// <c>[channels]</c>.</remarks>
/// <param name="groups">The number of groups, at least 1; it divides the number of channels.</param>
public sealed class GroupNormAttribute(int groups) : LayerAttribute
{
    /// <summary>The number of groups.</summary>
    public int Groups { get; } = groups;

    /// <summary>ε, added to the variance, greater than 0; 1e-5 by default, as in PyTorch.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>Whether γ and β are learned; true by default. Without them they are 1 and 0.</summary>
    public bool Affine { get; set; } = true;
}
