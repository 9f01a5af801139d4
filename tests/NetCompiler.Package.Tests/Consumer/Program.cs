using System;
using System.Numerics;
using NetCompiler;

namespace Consumer
{
    [Network(Input = 8)]
    [Dense(32), Tanh]
    [Repeat<Hidden>(2)]
    [Dense(3)]
    [SoftmaxCrossEntropy]
    public partial class Classifier;

    [Block]
    [Dense(20), Gelu, Dense(32), Relu]
    internal class Hidden;

    internal static class Program
    {
        private static void Main()
        {
            float[] inputs = new float[160 * 8], targets = new float[160];
            for (int i = 0; i < inputs.Length; i++)
                inputs[i] = MathF.Sin(i);
            for (int i = 0; i < targets.Length; i++)
                targets[i] = inputs[i * 8] > 0.3f ? 2 : inputs[i * 8] > -0.3f ? 1 : 0;

            var data = new Dataset<float>(inputs, 8, targets);
            var network = new Classifier(seed: 1);
            double before = Trainer.Evaluate(network, data).Loss;
            int steps = 0;
            var options = new TrainingOptions
            {
                Epochs = 1,
                BatchSize = 16,
                Optimizer = new AdamW(1e-2),
                Progress = new Counter(progress => steps = progress.Step),
                ProgressInterval = TimeSpan.Zero,
            };
            TrainingResult result = Trainer.Fit(network, data, options);
            double after = Trainer.Evaluate(network, data).Loss;

            var scores = new float[3];
            network.Predict(data.Input(0), scores);
            Console.WriteLine(Classifier.Definition);
            Console.WriteLine("Vector<float>.Count: " + Vector<float>.Count);
            Console.WriteLine("steps: " + steps + ", epochs: " + result.History.Length);
            Console.WriteLine(after < before && float.IsFinite(scores[0]) ? "the loss fell" : "the loss did not fall");
        }
    }

    internal sealed class Counter : IProgress<TrainingProgress>
    {
        private readonly Action<TrainingProgress> _report;

        public Counter(Action<TrainingProgress> report) => _report = report;

        public void Report(TrainingProgress value) => _report(value);
    }
}
