namespace NetCompiler.Benchmarks.Networks;

// The workloads, written as a user writes them.

[Network(Input = 2)]
[Dense(16), Tanh]
[Dense(1)]
[MeanSquaredError]
public partial class Tiny;

[Network(Input = 64)]
[Dense(64), Relu]
[Dense(64), Relu]
[Dense(64), Relu]
[Dense(64), Relu]
[Dense(10)]
[SoftmaxCrossEntropy]
public partial class Small;

[Network(Input = 784)]
[Dense(256), Relu]
[Dense(128), Relu]
[Dense(10)]
[SoftmaxCrossEntropy]
public partial class Medium;

[Network(Input = 784)]
[Dense(512), Relu]
[Dense(512), Relu]
[Dense(10)]
[SoftmaxCrossEntropy]
public partial class Large;

[Network(Input = 784)]
[Dense(128), Relu]
[Dense(64), Relu]
[Dense(10)]
[SoftmaxCrossEntropy]
public partial class Digits;

[Network(Input = 64)]
[Repeat<DeepLayer>(30)]
[MeanSquaredError]
public partial class Deep;

[Block]
[Dense(64), Tanh]
public partial class DeepLayer;

[Network(Input = 4)]
[Dense(32), Tanh]
[Dense(16), Tanh]
[Dense(4)]
[MeanSquaredError]
public partial class MatrixExponential;

[Network(Input = 8)]
[Dense(16), Tanh]
[Dense(16), Tanh]
[Dense(1)]
public partial class Control;

[Network(Input = 64)]
[Repeat<HighwayStep>(50)]
[Dense(10)]
[SoftmaxCrossEntropy]
public partial class HighwayStack;

[Block, Highway]
[Dense(64), Tanh]
public partial class HighwayStep;

[Network(Input = 64)]
[Repeat<ResidualStep>(25)]
[Dense(10)]
[SoftmaxCrossEntropy]
public partial class ResidualStack;

[Block, Residual(Activation = Activation.Relu)]
[Dense(64), BatchNorm, Relu, Dense(64), BatchNorm]
public partial class ResidualStep;

[Network(Input = 64)]
[Repeat<NormalizedStep>(4)]
[Dense(10)]
[SoftmaxCrossEntropy]
public partial class NormalizedStack;

[Block, Residual]
[LayerNorm, Dense(64), Gelu, RmsNorm, Dense(64), GroupNorm(8)]
public partial class NormalizedStep;

[Input(3, 8, 8)]
[Network]
[InstanceNorm(Affine = true), Tanh, GroupNorm(3), Silu, LayerNorm, BatchNorm, Flatten]
[Dense(10)]
[SoftmaxCrossEntropy]
public partial class NormalizedMaps;

[Network, Input(Time = 100, Features = 2)]
[Lstm(128)]
[Dense(1)]
[MeanSquaredError, ClipByGlobalNorm(1)]
public partial class LongLstm;

[Network, Input(Time = 100, Features = 2)]
[Gru(128)]
[Dense(1)]
[MeanSquaredError, ClipByGlobalNorm(1)]
public partial class LongGru;

[Network, Input(Time = 50, Features = 8)]
[Lstm(32)]
[Dense(1)]
[MeanSquaredError]
public partial class ShortLstm;

[Network, Input(Time = 64, Features = 128)]
[Lstm(128)]
public partial class WideLstm;
