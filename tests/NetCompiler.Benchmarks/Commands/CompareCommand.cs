using System.CommandLine;
using NetCompiler.Benchmarks.Engines;
using NetCompiler.Benchmarks.Measuring;
using NetCompiler.Benchmarks.Reporting;
using NetCompiler.Benchmarks.Workloads;

namespace NetCompiler.Benchmarks.Commands;

/// <summary>Every workload in every engine, in turn, on one thread: medians, ratios and whether the required ratio holds.</summary>
public static class CompareCommand
{
    private static readonly Option<string> s_filter = new("--filter") { Description = "Only workloads whose key or title contains this." };
    private static readonly Option<int> s_rounds = new("--rounds")
    {
        Description = "Rounds; each times every engine once.",
        DefaultValueFactory = _ => 15,
    };

    private static readonly Option<string[]> s_engines = new("--engines")
    {
        Description = "Only these engines.",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Output s_output = new();

    public static Command Create()
    {
        var command = new Command("compare", "Compares ours, the interpreter and TorchSharp on every workload.")
        {
            s_filter,
            s_rounds,
            s_engines,
        };
        s_engines.AcceptOnlyFromAmong([.. EngineKind.All.Select(kind => kind.Name)]);
        s_output.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        string filter = arguments.GetValue(s_filter) ?? "";
        IReadOnlyList<EngineKind> kinds = EngineKind.Available(arguments.GetValue(s_engines) ?? []);
        var report = new ComparisonReport();
        foreach (Workload workload in AllWorkloads.List.Where(workload => Matches(workload, filter)))
        {
            Output.Progress(workload.Title);
            report.Add(Compare(workload, kinds, arguments.GetValue(s_rounds)));
        }

        s_output.Write(arguments, report.Table, report.Data);
        report.Problems.ForEach(Console.WriteLine);
        return report.Problems.Count == 0 ? 0 : 1;
    }

    private static bool Matches(Workload workload, string filter) =>
        $"{workload.Key} {workload.Title}".Contains(filter, StringComparison.OrdinalIgnoreCase);

    private static Comparison Compare(Workload workload, IReadOnlyList<EngineKind> kinds, int rounds)
    {
        var data = new WorkloadData(workload);
        string? disagreement = Agreement.Check(workload, data, kinds);
        IEngine[] engines = [.. kinds.Select(kind => kind.Create(workload, data, EngineKind.TimingRate))];
        try
        {
            Timing[] timings = RoundRobin.Measure([.. engines.Select(engine => (Action<int>)engine.Run)], rounds);
            return new Comparison(workload, kinds.Zip(timings).ToDictionary(pair => pair.First.Name, pair => pair.Second), disagreement);
        }
        finally
        {
            Array.ForEach(engines, engine => engine.Dispose());
        }
    }
}
