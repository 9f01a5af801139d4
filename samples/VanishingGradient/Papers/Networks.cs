using NetCompiler;

namespace VanishingGradient.Papers;

#pragma warning disable NC2001, NC2002, NC2003, NC2004, NC2005, NC2009 // What the compiler warns of is what the papers are about.

[Network(Input = 256), Repeat<WideTanh>(5), Dense(3), SoftmaxCrossEntropy]
public partial class ShapeTanhs;

[Network(Input = 256), Repeat<WideSoftsign>(5), Dense(3), SoftmaxCrossEntropy]
public partial class ShapeSoftsigns;

[Network(Input = 256), Repeat<WideSigmoid>(5), Dense(3), SoftmaxCrossEntropy]
public partial class ShapeSigmoids;


[Network(Input = 64), Repeat<ReluLayer>(30), Dense(10), SoftmaxCrossEntropy]
public partial class Relus30;

[Network(Input = 64), Repeat<TanhLayer>(40), Dense(10), SoftmaxCrossEntropy]
public partial class FortyTanhs;

[Network(Input = 64), Repeat<TanhLayer>(80), Dense(10), SoftmaxCrossEntropy]
public partial class EightyTanhs;

[Network(Input = 64), Repeat<NormalizedLayer>(3), Dense(10), SoftmaxCrossEntropy]
public partial class ThreeNormalizedSigmoids;

[Network(Input = 64), Repeat<HighwayTanh>(10), Dense(10), SoftmaxCrossEntropy]
public partial class TenHighways;

[Network(Input = 64), Repeat<HighwayTanh>(80), Dense(10), SoftmaxCrossEntropy]
public partial class EightyHighways;

// Depth as in ResNets: two weights in each block, and one more at either end.

[Network(Input = 64), Dense(64), BatchNorm, Relu, Repeat<PlainPair>(9), Dense(10), SoftmaxCrossEntropy]
public partial class Plain20;

[Network(Input = 64), Dense(64), BatchNorm, Relu, Repeat<PlainPair>(27), Dense(10), SoftmaxCrossEntropy]
public partial class Plain56;

[Network(Input = 64), Dense(64), BatchNorm, Relu, Repeat<ResidualPair>(9), Dense(10), SoftmaxCrossEntropy]
public partial class Residual20;

[Network(Input = 64), Dense(64), BatchNorm, Relu, Repeat<ResidualPair>(27), Dense(10), SoftmaxCrossEntropy]
public partial class Residual56;

[Block, Dense(128), Tanh]
public partial class WideTanh;

[Block, Dense(128), Softsign]
public partial class WideSoftsign;

[Block, Dense(128), Sigmoid]
public partial class WideSigmoid;

[Block, Highway(GateBias = -4), Dense(64), Tanh]
public partial class HighwayTanh;

[Block, Dense(64), BatchNorm, Relu, Dense(64), BatchNorm, Relu]
public partial class PlainPair;

[Block, Residual(Activation = Activation.Relu), Dense(64), BatchNorm, Relu, Dense(64), BatchNorm]
public partial class ResidualPair;
