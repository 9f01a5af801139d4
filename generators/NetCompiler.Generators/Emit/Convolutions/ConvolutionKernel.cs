using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Emit.Convolutions;

/// <summary>A kernel of a convolution, in one of several ways to compute it.</summary>
internal abstract class ConvolutionKernel
{
    /// <summary>Elements of the panel that it needs.</summary>
    public abstract int PanelLength { get; }

    public abstract void Emit(SourceWriter writer, string name);

    /// <summary>The kernel that suits a convolution.</summary>
    /// <param name="activation">What an epilogue computes, for its description.</param>
    public static ConvolutionKernel For(ConvolutionShape shape, string activation, ElementType element) => shape.Signature.Form switch
    {
        ProductForm.WeightGradient => new ConvolutionWeightGradientEmitter(shape, element),
        ProductForm.InputGradient when Scatters(shape, element) => new ScatteredGradientEmitter(shape, activation, element),
        _ => new ConvolutionEmitter(shape, activation, element),
    };

    /// <summary>The next whole number of the widest vectors.</summary>
    protected static int WholeVectors(int length, ElementType element)
    {
        int lanes = VectorWidth.Widest / element.Size;
        return (length + lanes - 1) / lanes * lanes;
    }

    /// <summary>Few input channels leave most lanes of a vector empty, but those of all taps together fill several.</summary>
    private static bool Scatters(ConvolutionShape shape, ElementType element) =>
        shape is { Groups: 1, Width.Dilation: 1 } && shape.GroupInputs * element.Size < VectorWidth.Widest && shape.Window.Taps * shape.GroupInputs * element.Size >= 4 * VectorWidth.Widest;
}
