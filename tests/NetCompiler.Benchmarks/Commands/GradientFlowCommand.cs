using System.CommandLine;
using NetCompiler.Benchmarks.Measuring;
using NetCompiler.Benchmarks.Networks;
using NetCompiler.Benchmarks.Reporting;

namespace NetCompiler.Benchmarks.Commands;

/// <summary>What measuring the gradient adds to training: a loop of one's own that knows nothing of it, runs without it, with the norms of every step, and with everything of every tenth, in
/// turn.</summary>
public static class GradientFlowCommand
{
    private const double MostForNone = 0.01, MostForNorms = 0.03, MostForEverything = 0.05;

    /// <summary>Steps of an epoch: few, so that what a run of training begins with, as the check of its data, is spread over many epochs.</summary>
    private const int Steps = 20;

    private static readonly TimeSpan s_turn = TimeSpan.FromMilliseconds(200);

    private static readonly (string Shape, INetwork<float> Network, int Batch)[] s_networks =
    [
        ("5 layers of 64", new Small(1), 32),
        ("784-256-128-10", new Medium(1), 64),
        ("30 layers of 64", new Deep(1), 64),
        ("LeNet", new LeNet(1), 64),
        ("LSTM of 50 steps", new ShortLstm(1), 32),
    ];

    private static readonly Option<int> s_rounds = new("--rounds") { Description = "Rounds, in each of which every way of training has its turn.", DefaultValueFactory = _ => 25 };
    private static readonly Output s_output = new();

    public static Command Create()
    {
        var command = new Command("gradient-flow", "Times training with and without measurements of the gradient.") { s_rounds };
        s_output.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var table = new Table("network", "batch", "µs per step", "none, against a loop of one's own", "norms of every step", "everything of every 10th", "result");
        bool passes = true;
        foreach ((string shape, INetwork<float> network, int batch) in s_networks)
        {
            Output.Progress(shape);
            Dataset<float> data = Data(network, batch);
            Timing[] timings = RoundRobin.Measure(
                [
                    OwnLoop(network, data, batch),
                    Training(network, data, batch, null),
                    Training(network, data, batch, new GradientFlowOptions { Every = 1, Detail = GradientFlowDetail.Norms, MostSteps = int.MaxValue }),
                    Training(network, data, batch, new GradientFlowOptions { Every = 10, MostSteps = int.MaxValue }),
                ], arguments.GetValue(s_rounds), s_turn);
            double none = timings[1].RelativeTo(timings[0]) - 1, norms = timings[2].RelativeTo(timings[1]) - 1, everything = timings[3].RelativeTo(timings[1]) - 1;
            bool pass = none <= MostForNone && norms <= MostForNorms && everything <= MostForEverything;
            passes &= pass;
            table.Add(shape, $"{batch}", Format.Significant(timings[1].Median / Steps), $"{100 * none:+0.0;-0.0;0.0} %", $"{100 * norms:+0.0;-0.0;0.0} %", $"{100 * everything:+0.0;-0.0;0.0} %", pass ? "pass" : "MISS");
        }

        s_output.Write(arguments, table);
        Console.WriteLine($"At most {100 * MostForNone} % for none, {100 * MostForNorms} % for norms of every step, and {100 * MostForEverything} % for everything of every 10th.");
        return passes ? 0 : 1;
    }

    private static Action<int> Training(INetwork<float> network, Dataset<float> data, int batch, GradientFlowOptions? measured) => repetitions =>
        Trainer.Fit(network, data, new TrainingOptions { Epochs = repetitions, BatchSize = batch, Shuffle = false, Optimizer = new Adam(1e-5), GradientFlow = measured });

    /// <summary>The same steps without the trainer, and so without anything that could measure: gradient, its norm, update.</summary>
    private static Action<int> OwnLoop(INetwork<float> network, Dataset<float> data, int batch) => repetitions =>
    {
        Workspace<float> workspace = network.CreateWorkspace(batch);
        OptimizerState<float> optimizer = new Adam(1e-5).CreateState<float>(network.Definition);
        for (int step = 0; step < repetitions * Steps; step++)
        {
            int first = step % Steps * batch;
            network.Gradient(
                data.Inputs.Slice(first * network.InputLength, batch * network.InputLength), data.Targets.Slice(first * network.TargetLength, batch * network.TargetLength), workspace);
            GradientClipping.None.Apply<float>(network.Definition, workspace.Gradients, network.Parameters);
            optimizer.Step(network.Parameters, workspace.Gradients);
        }
    };

    private static Dataset<float> Data(INetwork<float> network, int batch)
    {
        var random = new Random(1);
        int classes = network.OutputLength / network.TargetLength;
        float[] inputs = new float[Steps * batch * network.InputLength], targets = new float[Steps * batch * network.TargetLength];
        for (int i = 0; i < inputs.Length; i++)
            inputs[i] = (float)((2 * random.NextDouble()) - 1);
        for (int i = 0; i < targets.Length; i++)
            targets[i] = classes > 1 ? random.Next(classes) : (float)random.NextDouble();
        return new Dataset<float>(inputs, network.InputLength, targets, network.TargetLength);
    }
}
