using NetCompiler;

var data = new Dataset<float>([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0]);
var network = new Xor(seed: 1);
var result = Trainer.Fit(network, data, new TrainingOptions { Epochs = 200, Optimizer = new Adam(0.05) });
Console.WriteLine($"loss after {result.Epochs} epochs: {result.Loss:G3}");

var scores = new float[data.Count];
network.Predict(data.Inputs, scores);
Console.WriteLine($"0 xor 0: {scores[0] > 0}, 0 xor 1: {scores[1] > 0}, 1 xor 0: {scores[2] > 0}, 1 xor 1: {scores[3] > 0}");

[Network(Input = 2)]
[Dense(16), Tanh]
[Dense(1)]
[BinaryCrossEntropyWithLogits]
public partial class Xor;
