using System.CommandLine;
using NetCompiler.Benchmarks.Engines;
using NetCompiler.Benchmarks.Reporting;
using NetCompiler.Benchmarks.Workloads;

namespace NetCompiler.Benchmarks.Commands;

/// <summary>Trains every workload in ours and in another engine, from the same weights on the same data, and compares the curves of the loss.</summary>
public static class CurveCommand
{
    private const double Tolerance = 1e-4;

    // A cross-entropy near 0 is the logarithm of a number near 1: it is as exact as 1 is, no more.
    private const double LeastScale = 1e-2;

    private static readonly Option<string> s_filter = new("--filter") { Description = "Only workloads whose key contains this." };
    private static readonly Option<int> s_steps = new("--steps") { Description = "Training steps.", DefaultValueFactory = _ => 50 };
    private static readonly Option<string> s_engine = new("--engine") { Description = "The other engine.", DefaultValueFactory = _ => EngineKind.TorchSharp };
    private static readonly Output s_output = new();

    public static Command Create()
    {
        var command = new Command("curve", "Compares our loss over many steps with that of another engine.") { s_filter, s_steps, s_engine };
        s_output.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        string filter = arguments.GetValue(s_filter) ?? "", engine = arguments.GetValue(s_engine)!;
        IReadOnlyList<EngineKind> kinds = EngineKind.Available(EngineKind.Ours, engine);
        if (kinds.Count < 2)
            return 1;
        var table = new Table("workload", "first loss", "last loss", "greatest difference", "at step", "result");
        bool passes = true;
        foreach (Workload workload in AllWorkloads.List.Where(workload => workload.Trains && workload.Key.Contains(filter, StringComparison.OrdinalIgnoreCase)))
        {
            Output.Progress(workload.Title);
            var data = new WorkloadData(workload);
            float[][] curves = [.. kinds.Select(kind => Losses(kind, workload, data, arguments.GetValue(s_steps)))];
            double[] differences = [.. curves[0].Zip(curves[1], (ours, other) => Math.Abs(ours - other) / Math.Max(Math.Abs(other), LeastScale))];
            int worst = Array.IndexOf(differences, differences.Max());
            bool isClose = differences[worst] <= Tolerance;
            passes &= isClose;
            table.Add(workload.Title, $"{curves[0][0]:G6}", $"{curves[0][^1]:G6}", $"{differences[worst]:E1}", $"{worst + 1}", isClose ? "pass" : "FAIL");
        }

        s_output.Write(arguments, table, table);
        return passes ? 0 : 1;
    }

    private static float[] Losses(EngineKind kind, Workload workload, WorkloadData data, int steps)
    {
        using IEngine engine = kind.Create(workload, data, EngineKind.ProbingRate);
        return engine.Probe(steps);
    }
}
