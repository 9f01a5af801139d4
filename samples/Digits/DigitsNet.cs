using NetCompiler;

namespace Digits;

/// <summary>Tells which digit an image of 8×8 pixels shows.</summary>
[Network(Input = 64)]
[Dense(128), Relu]
[Dense(128), Relu]
[Dense(10)]
[SoftmaxCrossEntropy(LabelSmoothing = 0.1)]
public partial class DigitsNet;
