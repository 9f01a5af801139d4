using NetCompiler;

namespace CharacterModel;

// The vocabulary is the 256 bytes, so that any text can be read. Every step predicts the byte that follows.

[Network, Input(Time = 64, Features = 1)]
[Embedding(256, 32)]
[Lstm(128, Returns = Returns.Sequence)]
[Dense(256)]
[SoftmaxCrossEntropy, ClipByGlobalNorm(1)]
public partial class LstmModel;

[Network, Input(Time = 64, Features = 1)]
[Embedding(256, 32)]
[Gru(128, Returns = Returns.Sequence)]
[Dense(256)]
[SoftmaxCrossEntropy, ClipByGlobalNorm(1)]
public partial class GruModel;
