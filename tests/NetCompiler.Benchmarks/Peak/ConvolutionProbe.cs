namespace NetCompiler.Benchmarks.Peak;

// Declares the convolutions whose kernels `peak` times, without biases, so that a kernel is the convolution and nothing else. The first does not count,
// because it has no input gradient; those with a stride only connect the timed shapes.

[Network, Input(16, 32, 32)]
[Conv2D(16, 1, Bias = false)]
[Conv2D(16, 3, Padding = 1, Bias = false)]
[Conv2D(32, 2, Stride = 2, Bias = false)]
[Conv2D(32, 3, Padding = 1, Bias = false)]
[Conv2D(64, 2, Stride = 2, Bias = false)]
[Conv2D(64, 3, Padding = 1, Bias = false)]
[MeanSquaredError]
public partial class ConvolutionProbe;
