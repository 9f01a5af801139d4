using System.CommandLine;
using System.Diagnostics;
using NetCompiler.Benchmarks.Networks;
using NetCompiler.Benchmarks.Reporting;

namespace NetCompiler.Benchmarks.Commands;

/// <summary>Memory and time of a training step of longer and longer sequences: both grow linearly.</summary>
public static class MemoryCommand
{
    private const int Batch = 16, Rounds = 5;

    // What does not depend on the steps weighs more for short sequences.
    private const double Tolerance = 0.05;

    private static readonly Output s_output = new();

    public static Command Create()
    {
        var command = new Command("memory", "Memory and time of back-propagation through time, from 50 to 3,200 steps.");
        s_output.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var table = new Table("steps", "workspace bytes", "bytes per step", "µs per step", "allocated by a training step", "result");
        ISequenceNetwork<float>[] networks = [new Lstm50(1), new Lstm100(1), new Lstm200(1), new Lstm400(1), new Lstm800(1), new Lstm1600(1), new Lstm3200(1)];
        double? first = null;
        bool passes = true;
        foreach (ISequenceNetwork<float> network in networks)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Workspace<float> workspace = network.CreateWorkspace(Batch);
            long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            float[] inputs = new float[Batch * network.InputLength], targets = new float[Batch];
            network.Gradient(inputs, targets, workspace);
            before = GC.GetAllocatedBytesForCurrentThread();
            double least = double.MaxValue;
            for (int i = 0; i < Rounds; i++)
            {
                long start = Stopwatch.GetTimestamp();
                network.Gradient(inputs, targets, workspace);
                least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalMicroseconds);
            }

            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            double perStep = (double)bytes / network.MaxSteps;
            first ??= perStep;
            bool pass = perStep <= first * (1 + Tolerance) && allocated == 0;
            passes &= pass;
            table.Add($"{network.MaxSteps}", $"{bytes:N0}", $"{perStep:F0}", $"{least / network.MaxSteps:F2}", $"{allocated}", pass ? "pass" : "FAIL");
        }

        s_output.Write(arguments, table);
        return passes ? 0 : 1;
    }
}
