using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using NetCompiler.Benchmarks.Engines;
using NetCompiler.Benchmarks.Measuring;
using NetCompiler.Benchmarks.Reporting;
using NetCompiler.Benchmarks.Workloads;

namespace NetCompiler.Benchmarks.Commands;

/// <summary>How long a fresh process takes until its first training step is done.</summary>
public static class ColdStartCommand
{
    private static readonly Option<string> s_workload = new("--workload")
    {
        Description = "The workload.",
        DefaultValueFactory = _ => "medium-adam",
    };

    private static readonly Option<int> s_rounds = new("--rounds")
    {
        Description = "Processes per engine.",
        DefaultValueFactory = _ => 7,
    };

    private static readonly Output s_output = new();

    public static Command Create()
    {
        var command = new Command("coldstart", "Times the first step of a fresh process.") { s_workload, s_rounds };
        s_workload.AcceptOnlyFromAmong([.. AllWorkloads.List.Select(workload => workload.Key)]);
        s_output.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        Workload workload = AllWorkloads.List.First(workload => workload.Key == arguments.GetValue(s_workload));
        IReadOnlyList<EngineKind> kinds = EngineKind.Available();
        double[][][] times = [.. kinds.Select(_ => new double[arguments.GetValue(s_rounds)][])];
        for (int round = 0; round < arguments.GetValue(s_rounds); round++)
        {
            for (int i = 0; i < kinds.Count; i++)
                times[i][round] = TimeProcess(kinds[i], workload);
        }

        var table = new Table(
            $"{workload.Title} (ms)", "process start to Main", "preparing", "first step", "second step", "until the first step is done");
        foreach ((EngineKind kind, double[][] rounds) in kinds.Zip(times))
        {
            double[] medians = [.. Enumerable.Range(0, rounds[0].Length).Select(part => Median(rounds.Select(round => round[part])))];
            double untilFirst = Median(rounds.Select(round => round[0] + round[1] + round[2]));
            table.Add([kind.Name, .. medians.Append(untilFirst).Select(time => Format.Significant(time / 1000))]);
        }

        s_output.Write(arguments, table);
        return 0;
    }

    private static double Median(IEnumerable<double> times) => Timing.Of([.. times]).Median;

    private static double[] TimeProcess(EngineKind kind, Workload workload)
    {
        string line = Self.Run(FirstStep.Arguments(kind, workload, Stopwatch.GetTimestamp()));
        return [.. line.Split(' ').Select(time => double.Parse(time, CultureInfo.InvariantCulture))];
    }
}
