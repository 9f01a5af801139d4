namespace NetCompiler;

/// <summary>A highway around the layers of a block: y = T·H(x) + (1 - T)·x with the transform gate T = sigmoid(x·W + b), where H is the block.
/// Srivastava et al. 2015, "Highway Networks".</summary>
/// <remarks>On a class marked with <see cref="BlockAttribute"/> it encloses the layers of that block; as <see cref="HighwayAttribute{TBlock}"/> in a list it inserts a block and
/// encloses it. H keeps the shape of x. Of feature maps x·W is a convolution of single positions. The gate's parameters are found below <c>gate</c>.</remarks>
public class HighwayAttribute : LayerAttribute
{
    /// <summary>The first value of the gate's bias; -2 by default, so that the network starts close to the identity and gradients pass.
    /// The deeper the network, the more negative it has to be: -3 for 100 layers.</summary>
    public double GateBias { get; set; } = -2;
}

/// <summary>Inserts a block with a highway around it: see <see cref="HighwayAttribute"/>.</summary>
/// <typeparam name="TBlock">A class marked with <see cref="BlockAttribute"/>.</typeparam>
public sealed class HighwayAttribute<TBlock> : HighwayAttribute;
