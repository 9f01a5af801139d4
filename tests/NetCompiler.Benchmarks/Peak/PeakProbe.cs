namespace NetCompiler.Benchmarks.Peak;

// Declares the layers whose kernels `peak` times. They have no activations, so that a kernel is the product and nothing else; and the
// first of them does not count, because it has no input gradient. The layers between the timed shapes only connect them.

[Network(Input = 1)]
[Dense(784)]
[Dense(256)]
[Dense(512)]
[Dense(512)]
[Dense(64)]
[Dense(64)]
[Dense(10)]
[MeanSquaredError]
public partial class PeakProbe;
