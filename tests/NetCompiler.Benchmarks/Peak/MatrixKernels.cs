namespace NetCompiler.Benchmarks.Peak;

/// <summary>The generated matrix products: forward, input gradient and weight gradient of dense layers and of convolutions.</summary>
public static class MatrixKernels
{
    /// <summary>Every kernel of every shape, with the share of the peak that it must reach. The last shape promises nothing:
    /// ten columns do not fill its vectors.</summary>
    public static IReadOnlyList<Kernel> List { get; } =
    [
        .. DenseKernels.Of(batch: 64, outputs: 256, inputs: 784, required: 0.85),
        .. DenseKernels.Of(batch: 128, outputs: 512, inputs: 512, required: 0.85),
        .. DenseKernels.Of(batch: 32, outputs: 64, inputs: 64, required: 0.75),
        .. DenseKernels.Of(batch: 32, outputs: 10, inputs: 64, required: 0),
        .. ConvolutionKernels.Of(batch: 8, size: 32, channels: 16, required: 0.7),
        .. ConvolutionKernels.Of(batch: 8, size: 16, channels: 32, required: 0.7),
        .. ConvolutionKernels.Of(batch: 8, size: 8, channels: 64, required: 0.7),
    ];
}
