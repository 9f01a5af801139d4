namespace NetCompiler.Benchmarks.Networks;

// LeCun et al. 1998, with rectifiers and maxima.
[Network, Input(1, 28, 28)]
[Conv2D(6, 5, Padding = 2), Relu, MaxPool(2)]
[Conv2D(16, 5), Relu, MaxPool(2)]
[Dense(120), Relu]
[Dense(84), Relu]
[Dense(10)]
[SoftmaxCrossEntropy]
public partial class LeNet;

// He et al. 2015 for images of 32 × 32, with projections (option B) where the shape changes.
[Network, Input(3, 32, 32)]
[Conv2D(16, 3, Padding = 1), BatchNorm, Relu]
[Repeat<Block16>(3)]
[Use<Down32>, Repeat<Block32>(2)]
[Use<Down64>, Repeat<Block64>(2)]
[GlobalAveragePool, Dense(10)]
[SoftmaxCrossEntropy]
public partial class ResNet20;

[Block, Residual(Activation = Activation.Relu)]
[Conv2D(16, 3, Padding = 1), BatchNorm, Relu, Conv2D(16, 3, Padding = 1), BatchNorm]
public partial class Block16;

[Block, Residual(Activation = Activation.Relu)]
[Conv2D(32, 3, Padding = 1), BatchNorm, Relu, Conv2D(32, 3, Padding = 1), BatchNorm]
public partial class Block32;

[Block, Residual(Activation = Activation.Relu)]
[Conv2D(64, 3, Padding = 1), BatchNorm, Relu, Conv2D(64, 3, Padding = 1), BatchNorm]
public partial class Block64;

[Block, Residual(Activation = Activation.Relu, Shortcut = Shortcut.NormalizedProjection)]
[Conv2D(32, 3, Stride = 2, Padding = 1), BatchNorm, Relu, Conv2D(32, 3, Padding = 1), BatchNorm]
public partial class Down32;

[Block, Residual(Activation = Activation.Relu, Shortcut = Shortcut.NormalizedProjection)]
[Conv2D(64, 3, Stride = 2, Padding = 1), BatchNorm, Relu, Conv2D(64, 3, Padding = 1), BatchNorm]
public partial class Down64;
