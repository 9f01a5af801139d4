using NetCompiler;

namespace LongMemory;

/// <summary>What came of training one network.</summary>
/// <param name="SolvedAt">The step after which new examples were solved; null for never.</param>
/// <param name="Error">The error on new examples in the end.</param>
internal readonly record struct Outcome(int? SolvedAt, double Error);

/// <summary>Trains a network on examples that it sees once, and measures it on others.</summary>
internal static class Experiment
{
    private const int Batch = 32, CheckEvery = 20, CheckExamples = 256;

    public static Outcome Run(INetwork<float> network, MemoryTask task, int steps, double learningRate, ulong seed)
    {
        var random = new Random((int)seed);
        int time = network.Definition.InputShape[0];
        float[] inputs = new float[Batch * network.InputLength], targets = new float[Batch];
        float[] others = new float[CheckExamples * network.InputLength], expected = new float[CheckExamples];
        float[] outputs = new float[CheckExamples * network.OutputLength];
        task.Draw(new Random(-1), time, others, expected);
        Workspace<float> workspace = network.CreateWorkspace(Batch);
        OptimizerState<float> optimizer = new Adam(learningRate).CreateState<float>(network.Definition);
        double error = double.PositiveInfinity;
        for (int step = 1; step <= steps; step++)
        {
            task.Draw(random, time, inputs, targets);
            network.Gradient(inputs, targets, workspace);
            network.Definition.Clipping?.Apply<float>(network.Definition, workspace.Gradients, network.Parameters);
            optimizer.Step(network.Parameters, workspace.Gradients);
            if (step % CheckEvery != 0)
                continue;
            network.Predict(others, outputs);
            error = task.Error(outputs, expected);
            if (error < task.Solved)
                return new Outcome(step, error);
        }

        return new Outcome(null, error);
    }
}
