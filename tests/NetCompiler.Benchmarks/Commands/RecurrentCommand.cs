using System.CommandLine;
using NetCompiler.Benchmarks.Engines;
using NetCompiler.Benchmarks.Networks;
using NetCompiler.Benchmarks.Reporting;
using TorchSharp;
using static TorchSharp.torch;

namespace NetCompiler.Benchmarks.Commands;

/// <summary>Compares outputs, loss and gradients of the recurrent layers with those of TorchSharp's, with the same weights, at several numbers of steps.</summary>
public static class RecurrentCommand
{
    private const double Tolerance = 1e-5;
    private const int Batch = 5;

    private static readonly int[] s_steps = [1, 2, 7, 50];
    private static readonly Output s_output = new();

    public static Command Create()
    {
        var command = new Command("recurrent", "Compares outputs, loss and gradients of recurrent layers with TorchSharp.");
        s_output.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        if (EngineKind.Available(EngineKind.Ours, EngineKind.TorchSharp).Count < 2)
            return 1;
        var table = new Table("network", "steps", "outputs", "loss", "greatest difference of a gradient", "of", "result");
        bool passes = true;
        foreach (ISequenceNetwork<float> network in new ISequenceNetwork<float>[] { new TanhCell(1), new ReluCell(1), new LstmCell(1), new GruCell(1) })
        {
            foreach (int steps in s_steps)
            {
                (double outputs, double loss, double gradient, string parameter) = Differences(network, steps);
                bool pass = Math.Max(Math.Max(outputs, loss), gradient) <= Tolerance;
                passes &= pass;
                table.Add(network.Definition.Name.Split('.')[^1], $"{steps}", $"{outputs:E1}", $"{loss:E1}", $"{gradient:E1}", parameter, pass ? "pass" : "FAIL");
            }
        }

        s_output.Write(arguments, table);
        return passes ? 0 : 1;
    }

    /// <summary>The greatest differences, relative to the greatest element.</summary>
    private static (double Outputs, double Loss, double Gradient, string Parameter) Differences(ISequenceNetwork<float> network, int steps)
    {
        NetworkDefinition definition = network.Definition;
        int features = definition.InputShape[1];
        var random = new Random(steps);
        float[] inputs = Draw(Batch * steps * features), targets = Draw(Batch * network.TargetLength), outputs = new float[Batch * network.OutputLength];
        int[] lengths = [.. Enumerable.Repeat(steps, Batch)];
        Workspace<float> workspace = network.CreateWorkspace(Batch);
        network.Predict(inputs, lengths, outputs);
        double loss = network.Gradient(inputs, lengths, targets, workspace);

        using DisposeScope scope = NewDisposeScope();
        var recurrent = new List<TorchRecurrent>();
        nn.Module<Tensor, Tensor> module = new TorchNetwork(network.Parameters.ToArray()).Sequence(definition.Layers, new TorchReshape([steps, features]));
        recurrent.AddRange(module.modules().OfType<TorchRecurrent>());
        Tensor actual = module.forward(tensor(inputs, Batch, steps * features));
        Tensor expectedLoss = nn.functional.mse_loss(actual, tensor(targets, Batch, network.TargetLength));
        expectedLoss.backward();
        (double worst, string parameter) = recurrent[0].Gradients()
            .Select(gradient => (Difference(gradient.Values, workspace.Gradients.Slice(gradient.Parameter.Offset, gradient.Parameter.Length)), gradient.Parameter.Name)).Max();
        return (Difference([.. actual.data<float>()], outputs), Math.Abs(loss - expectedLoss.item<float>()) / expectedLoss.item<float>(), worst, parameter);

        float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextSingle()) - 1)];
    }

    private static double Difference(float[] expected, ReadOnlySpan<float> actual)
    {
        double greatest = 0;
        for (int i = 0; i < expected.Length; i++)
            greatest = Math.Max(greatest, Math.Abs(expected[i] - actual[i]));
        return greatest / expected.Max(Math.Abs);
    }
}
