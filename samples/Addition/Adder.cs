using NetCompiler;

namespace Addition;

// Reads an exercise symbol by symbol, "12+34=", and writes the answer: "46" and the end. The decoder begins where the encoder ends, and with every symbol looks at the exercise again.

[Network, Input(Time = Exercise.QuestionLength, Features = 1)]
[Encoder<Reader>]
[Decoder<Writer>(Exercise.AnswerLength, StartToken = Exercise.Start, StopToken = Exercise.Stop)]
[SoftmaxCrossEntropy, ClipByGlobalNorm(1)]
public partial class Adder;

[Block, Embedding(Exercise.Symbols, 32), Gru(128, Returns = Returns.Sequence)]
public partial class Reader;

[Block, Embedding(Exercise.Symbols, 32), Gru(128, Returns = Returns.Sequence), Attention(AttentionKind.Luong), Dense(Exercise.Symbols)]
public partial class Writer;
