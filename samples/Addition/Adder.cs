using NetCompiler;

namespace Addition;

// Reads an exercise symbol by symbol, "12+34=", and then writes the answer, reading every digit that it has written: "46" and the end. Only the steps of the answer are asked for.

[Network, Input(Time = Exercise.Steps, Features = 1)]
[Embedding(Exercise.Vocabulary, 32)]
[Gru(128, Returns = Returns.Sequence)]
[Dense(Exercise.Vocabulary)]
[SoftmaxCrossEntropy(IgnoreIndex = Exercise.Ignored), ClipByGlobalNorm(1)]
public partial class Adder;
