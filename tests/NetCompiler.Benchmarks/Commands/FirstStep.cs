using System.Diagnostics;
using System.Globalization;
using NetCompiler.Benchmarks.Engines;
using NetCompiler.Benchmarks.Workloads;

namespace NetCompiler.Benchmarks.Commands;

/// <summary>The child of `coldstart`: prepares one engine, runs one step, says how long each took, and ends.</summary>
public static class FirstStep
{
    public const string Argument = "first-step";

    /// <summary>What a parent passes to start it; the timestamp counts on one clock for all processes.</summary>
    public static string[] Arguments(EngineKind kind, Workload workload, long now) =>
        [Argument, kind.Name, workload.Key, now.ToString(CultureInfo.InvariantCulture)];

    /// <summary>Runs and prints, in microseconds: process start to Main, preparing, first step, second step.</summary>
    public static int Run(string[] arguments)
    {
        long main = Stopwatch.GetTimestamp();
        long started = long.Parse(arguments[3], CultureInfo.InvariantCulture);
        EngineKind kind = EngineKind.Find(arguments[1]);
        Workload workload = AllWorkloads.List.First(workload => workload.Key == arguments[2]);
        // A user's data comes from elsewhere; making it up is not counted.
        var data = new WorkloadData(workload);

        long prepare = Stopwatch.GetTimestamp();
        kind.Load();
        using IEngine engine = kind.Create(workload, data, EngineKind.TimingRate);
        long first = Stopwatch.GetTimestamp();
        engine.Run(1);
        long second = Stopwatch.GetTimestamp();
        engine.Run(1);
        long end = Stopwatch.GetTimestamp();

        Console.WriteLine(string.Join(' ', new[] { (started, main), (prepare, first), (first, second), (second, end) }
            .Select(span => Microseconds(span.Item1, span.Item2).ToString("R", CultureInfo.InvariantCulture))));
        return 0;
    }

    private static double Microseconds(long start, long end) => Stopwatch.GetElapsedTime(start, end).TotalMicroseconds;
}
