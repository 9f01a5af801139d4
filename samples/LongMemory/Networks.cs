using NetCompiler;

#pragma warning disable NC2012, NC2013 // Some of these forget on purpose, and the others get inputs that are smaller than standardised ones.

namespace LongMemory;

// The latch: which of two symbols came first, after 49 steps of noise?

[Network, Input(Time = 50, Features = 1)]
[Rnn(32, RecurrentInit = Initializer.Uniform, RecurrentInitScale = 0.1768)]     // ±1/√32, as other libraries start it
[Dense(2)]
[SoftmaxCrossEntropy, ClipByGlobalNorm(1)]
public partial class LatchRnn;

[Network, Input(Time = 50, Features = 1)]
[Rnn(32)]                                                                       // orthogonal
[Dense(2)]
[SoftmaxCrossEntropy, ClipByGlobalNorm(1)]
public partial class LatchOrthogonal;

[Network, Input(Time = 50, Features = 1)]
[Rnn(32, Activation = Activation.Relu, RecurrentInit = Initializer.Identity)]
[Dense(2)]
[SoftmaxCrossEntropy, ClipByGlobalNorm(1)]
public partial class LatchIrnn;

[Network, Input(Time = 50, Features = 1)]
[Gru(32)]
[Dense(2)]
[SoftmaxCrossEntropy, ClipByGlobalNorm(1)]
public partial class LatchGru0;

[Network, Input(Time = 50, Features = 1)]
[Gru(32, UpdateBias = 2)]
[Dense(2)]
[SoftmaxCrossEntropy, ClipByGlobalNorm(1)]
public partial class LatchGru2;

[Network, Input(Time = 50, Features = 1)]
[Lstm(32, ForgetBias = 0)]
[Dense(2)]
[SoftmaxCrossEntropy, ClipByGlobalNorm(1)]
public partial class LatchLstm0;

[Network, Input(Time = 50, Features = 1)]
[Lstm(32, ForgetBias = 3)]
[Dense(2)]
[SoftmaxCrossEntropy, ClipByGlobalNorm(1)]
public partial class LatchLstm3;

// The adding problem: the sum of the two numbers that are marked among 100.

[Network, Input(Time = 100, Features = 2)]
[Rnn(32)]
[Dense(1)]
[MeanSquaredError, ClipByGlobalNorm(1)]
public partial class AddingRnn;

[Network, Input(Time = 100, Features = 2)]
[Gru(32, UpdateBias = 2)]
[Dense(1)]
[MeanSquaredError, ClipByGlobalNorm(1)]
public partial class AddingGru;

[Network, Input(Time = 100, Features = 2)]
[Lstm(32)]
[Dense(1)]
[MeanSquaredError, ClipByGlobalNorm(1)]
public partial class AddingLstm;
