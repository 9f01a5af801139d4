using NetCompiler;

namespace VanishingGradient;

#pragma warning disable NC2001, NC2002, NC2003, NC2004, NC2009 // What the compiler warns of is what this laboratory shows.

// The causes, one at a time.

[Network(Input = 64), Repeat<TanhLayer>(10), Dense(10), SoftmaxCrossEntropy]
public partial class TenTanhs;

[Network(Input = 64), Repeat<SigmoidLayer>(3), Dense(10), SoftmaxCrossEntropy]
public partial class ThreeSigmoids;

[Network(Input = 64), Repeat<SigmoidLayer>(10), Dense(10), SoftmaxCrossEntropy]
public partial class TenSigmoids;

[Network(Input = 64), Repeat<SmallTanhLayer>(10), Dense(10), SoftmaxCrossEntropy]
public partial class SmallWeights;

[Network(Input = 64), Repeat<LargeTanhLayer>(10), Dense(10), SoftmaxCrossEntropy]
public partial class LargeWeights;

[Network(Input = 64), Repeat<SigmoidLayer>(20), Dense(10), SoftmaxCrossEntropy]
public partial class TwentySigmoids;

// The remedies.

[Network(Input = 64), Repeat<TanhLayer>(20), Dense(10), SoftmaxCrossEntropy]
public partial class Tanhs;

[Network(Input = 64), Repeat<ReluLayer>(20), Dense(10), SoftmaxCrossEntropy]
public partial class Relus;

[Network(Input = 64), Repeat<GlorotReluLayer>(20), Dense(10), SoftmaxCrossEntropy]
public partial class GlorotRelus;

[Network(Input = 64), Repeat<NormalizedLayer>(20), Dense(10), SoftmaxCrossEntropy]
public partial class NormalizedSigmoids;

[Network(Input = 64), Repeat<ResidualLayer>(20), Dense(10), SoftmaxCrossEntropy]
public partial class ResidualSigmoids;

[Network(Input = 64), Repeat<HighwayLayer>(20), Dense(10), SoftmaxCrossEntropy]
public partial class HighwaySigmoids;

// What clipping is for.

[Network(Input = 64), Repeat<GrowingLayer>(30), Dense(10), SoftmaxCrossEntropy]
public partial class Growing;

[Block, Dense(64), Sigmoid]
public partial class SigmoidLayer;

[Block, Dense(64), Tanh]
public partial class TanhLayer;

[Block, Dense(64, Init = Initializer.Normal, InitScale = 0.01), Tanh]
public partial class SmallTanhLayer;

[Block, Dense(64, Init = Initializer.Normal, InitScale = 1), Tanh]
public partial class LargeTanhLayer;

[Block, Dense(64), Relu]
public partial class ReluLayer;

[Block, Dense(64, Init = Initializer.GlorotUniform), Relu]
public partial class GlorotReluLayer;

[Block, Dense(64), BatchNorm, Sigmoid]
public partial class NormalizedLayer;

[Block, Residual, Dense(64), Sigmoid]
public partial class ResidualLayer;

[Block, Highway, Dense(64), Sigmoid]
public partial class HighwayLayer;

[Block, Residual(ZeroInitLast = false), Dense(64), Relu, Dense(64, Init = Initializer.HeNormal)]
public partial class GrowingLayer;

// The same in time: which of two symbols came first, after 49 steps of noise?

[Network, Input(Time = 50, Features = 1), Rnn(32, Init = Initializer.GlorotUniform, RecurrentInit = Initializer.Uniform, RecurrentInitScale = 0.1768), Dense(2), SoftmaxCrossEntropy, ClipByGlobalNorm(1)]
public partial class LatchRnn;

[Network, Input(Time = 50, Features = 1), Rnn(32, Init = Initializer.GlorotUniform), Dense(2), SoftmaxCrossEntropy, ClipByGlobalNorm(1)]
public partial class LatchOrthogonal;

[Network, Input(Time = 50, Features = 1), Lstm(32, ForgetBias = 3), Dense(2), SoftmaxCrossEntropy, ClipByGlobalNorm(1)]
public partial class LatchLstm;

[Network, Input(Time = 50, Features = 1), Gru(32, UpdateBias = 2), Dense(2), SoftmaxCrossEntropy, ClipByGlobalNorm(1)]
public partial class LatchGru;
