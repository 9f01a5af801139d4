namespace NetCompiler.Benchmarks.Networks;

// One cell each, for comparison with TorchSharp at several numbers of steps.
[Network, Input(Time = 50, Features = 3)]
[Rnn(9), Dense(2), MeanSquaredError]
public partial class TanhCell;

[Network, Input(Time = 50, Features = 3)]
[Rnn(9, Activation = Activation.Relu, RecurrentInit = Initializer.Orthogonal, RecurrentInitScale = 0.5), Dense(2), MeanSquaredError]
public partial class ReluCell;

[Network, Input(Time = 50, Features = 3)]
[Lstm(9), Dense(2), MeanSquaredError]
public partial class LstmCell;

[Network, Input(Time = 50, Features = 3)]
[Gru(9), Dense(2), MeanSquaredError]
public partial class GruCell;

// The same network for longer and longer sequences.
[Network, Input(Time = 50, Features = 8)]
[Lstm(32), Dense(1), MeanSquaredError]
public partial class Lstm50;

[Network, Input(Time = 100, Features = 8)]
[Lstm(32), Dense(1), MeanSquaredError]
public partial class Lstm100;

[Network, Input(Time = 200, Features = 8)]
[Lstm(32), Dense(1), MeanSquaredError]
public partial class Lstm200;

[Network, Input(Time = 400, Features = 8)]
[Lstm(32), Dense(1), MeanSquaredError]
public partial class Lstm400;

[Network, Input(Time = 800, Features = 8)]
[Lstm(32), Dense(1), MeanSquaredError]
public partial class Lstm800;

[Network, Input(Time = 1600, Features = 8)]
[Lstm(32), Dense(1), MeanSquaredError]
public partial class Lstm1600;

[Network, Input(Time = 3200, Features = 8)]
[Lstm(32), Dense(1), MeanSquaredError]
public partial class Lstm3200;

// Streams: one step at a time.
[Network, Input(Time = 1000, Features = 1)]
[Lstm(16), Dense(1)]
public partial class LstmStream16;

[Network, Input(Time = 1000, Features = 1)]
[Lstm(24), Dense(1)]
public partial class LstmStream24;

[Network, Input(Time = 1000, Features = 1)]
[Lstm(32), Dense(1)]
public partial class LstmStream32;

[Network, Input(Time = 1000, Features = 1)]
[Gru(16), Dense(1)]
public partial class GruStream16;

[Network, Input(Time = 1000, Features = 1)]
[Gru(32), Dense(1)]
public partial class GruStream32;
