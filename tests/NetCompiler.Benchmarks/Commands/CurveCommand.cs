using System.CommandLine;
using NetCompiler.Benchmarks.Engines;
using NetCompiler.Benchmarks.Reporting;
using NetCompiler.Benchmarks.Workloads;

namespace NetCompiler.Benchmarks.Commands;

/// <summary>Trains every workload in ours and in another engine, from the same weights on the same data, and compares the curves of the loss: in double, which shows whether both compute the
/// same, and in float.</summary>
/// <remarks>Some networks amplify the rounding of the first step until it is seen: Adam divides by the size of a gradient, so that one which is nothing but rounding moves its weight as far
/// as any other. In double nothing is seen of it. In float it is measured how far it takes the other engine from itself, with inputs in which nothing but the last bit differs: no two
/// engines that add in different orders can be expected to be closer than that.</remarks>
public static class CurveCommand
{
    private const double Tolerance = 1e-4;

    // A cross-entropy near 0 is the logarithm of a number near 1: it is as exact as 1 is, no more.
    private const double LeastScale = 1e-2;

    // In float two engines differ in the rounding of every operation, the perturbed run in that of the inputs only.
    private const double RoundingMargin = 10;

    private static readonly Option<string> s_filter = new("--filter") { Description = "Only workloads whose key contains this." };
    private static readonly Option<int> s_steps = new("--steps") { Description = "Training steps.", DefaultValueFactory = _ => 50 };
    private static readonly Option<string> s_engine = new("--engine") { Description = "The other engine.", DefaultValueFactory = _ => EngineKind.TorchSharp };
    private static readonly Output s_output = new();

    public static Command Create()
    {
        var command = new Command("curve", "Compares our loss over many steps with that of another engine, in double and in float.") { s_filter, s_steps, s_engine };
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
        var table = new Table("workload", "first loss", "last loss", "greatest difference in double", "in float", "at step", $"{engine} in float, last bit of inputs changed", "result");
        bool passes = true;
        foreach (Workload workload in AllWorkloads.List.Where(workload => workload.Trains && workload.Key.Contains(filter, StringComparison.OrdinalIgnoreCase)))
        {
            Output.Progress(workload.Title);
            var data = new WorkloadData(workload);
            int steps = arguments.GetValue(s_steps);
            double[][] curves = [.. kinds.Select(kind => Losses(kind, workload, data, steps))], exact = [.. kinds.Select(kind => Losses(kind, workload with { Precision = Precision.Double }, data, steps))];
            double[] differences = Differences(curves[0], curves[1]);
            double inDouble = Differences(exact[0], exact[1]).Max();
            int worst = Array.IndexOf(differences, differences.Max());
            bool isSame = inDouble <= Tolerance, isClose = differences[worst] <= Tolerance;
            // Only where it matters: it costs as much as the comparison.
            double rounding = isClose ? double.NaN : Differences(Losses(kinds[1], workload, data.Perturbed(), steps), curves[1]).Max();
            bool isRounding = !isClose && differences[worst] <= RoundingMargin * rounding;
            bool holds = isSame && (isClose || isRounding);
            passes &= holds;
            table.Add(
                workload.Title, $"{curves[0][0]:G6}", $"{curves[0][^1]:G6}", $"{inDouble:E1}", $"{differences[worst]:E1}", $"{worst + 1}", isClose ? "" : $"{rounding:E1}",
                !holds ? "FAIL" : isClose ? "pass" : "pass; in float as close as rounding lets them be");
        }

        s_output.Write(arguments, table, table);
        return passes ? 0 : 1;
    }

    /// <summary>The relative difference at each step.</summary>
    private static double[] Differences(double[] ours, double[] other) => [.. ours.Zip(other, (a, b) => Math.Abs(a - b) / Math.Max(Math.Abs(b), LeastScale))];

    private static double[] Losses(EngineKind kind, Workload workload, WorkloadData data, int steps)
    {
        using IEngine engine = kind.Create(workload, data, EngineKind.ProbingRate);
        return engine.Probe(steps);
    }
}
