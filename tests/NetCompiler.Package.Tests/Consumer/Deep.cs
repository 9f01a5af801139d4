using NetCompiler;

const int Examples = 2000, Inputs = 64, Classes = 4;

var random = new Random(1);
float Normal() => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));

// Every class is a cloud around a point of its own.
float[] centres = [.. Enumerable.Range(0, Classes * Inputs).Select(_ => 0.8f * Normal())];
float[] targets = [.. Enumerable.Range(0, Examples).Select(_ => (float)random.Next(Classes))];
float[] inputs = [.. targets.SelectMany(target => Enumerable.Range(0, Inputs).Select(i => centres[((int)target * Inputs) + i] + Normal()))];
var data = new Dataset<float>(inputs, Inputs, targets);

var network = new Deep(seed: 1);
Trainer.Fit(network, data, new TrainingOptions { Epochs = 8, BatchSize = 32, Optimizer = new Adam(1e-3) });

var scores = new float[Examples * Classes];
network.Predict(inputs, scores);
int right = Enumerable.Range(0, Examples).Count(i => scores.AsSpan(i * Classes, Classes).IndexOf(scores.AsSpan(i * Classes, Classes).ToArray().Max()) == (int)targets[i]);
Console.WriteLine(right > 0.9 * Examples ? "learned" : right < 0.4 * Examples ? "learned nothing" : $"{right} of {Examples}");

[Network(Input = 64)]
[Repeat<Layer>(30)]
[Dense(4)]
[SoftmaxCrossEntropy]
public partial class Deep;

[Block]
[Dense(64), Sigmoid]
public partial class Layer;
