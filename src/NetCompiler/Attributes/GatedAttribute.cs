namespace NetCompiler;

/// <summary>A gate on the layers of a block: y = F(x)·sigmoid(x·W + b), element by element, where F is the block. Dauphin et al. 2017, "Language Modeling with
/// Gated Convolutional Networks".</summary>
/// <remarks>On a class marked with <see cref="BlockAttribute"/> it encloses the layers of that block; as <see cref="GatedAttribute{TBlock}"/> in a list it inserts a block and
/// encloses it. The output has the shape of F(x). Of feature maps x·W is a convolution of single positions, with the stride of F. The gate's parameters are found below <c>gate</c>.</remarks>
public class GatedAttribute : LayerAttribute
{
    /// <summary>The first value of the gate's bias; 0 by default.</summary>
    public double GateBias { get; set; }
}

/// <summary>Inserts a block with a gate on it: see <see cref="GatedAttribute"/>.</summary>
/// <typeparam name="TBlock">A class marked with <see cref="BlockAttribute"/>.</typeparam>
public sealed class GatedAttribute<TBlock> : GatedAttribute;
