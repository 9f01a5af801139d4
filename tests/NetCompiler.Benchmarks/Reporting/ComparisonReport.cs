using System.Globalization;
using NetCompiler.Benchmarks.Engines;
using NetCompiler.Benchmarks.Measuring;
using NetCompiler.Benchmarks.Workloads;

namespace NetCompiler.Benchmarks.Reporting;

/// <summary>One workload, timed.</summary>
/// <param name="Timings">By the engine's name; an engine that does not run here is missing.</param>
/// <param name="Disagreement">Which engines do different work, if any.</param>
public sealed record Comparison(Workload Workload, IReadOnlyDictionary<string, Timing> Timings, string? Disagreement)
{
    /// <summary>How many times longer than ours an engine takes, or null if one of the two did not run.</summary>
    public double? Ratio(string engine) =>
        Timings.TryGetValue(EngineKind.Ours, out Timing ours) && Timings.TryGetValue(engine, out Timing other)
            ? other.Median / ours.Median
            : null;

    public bool? Passes => Ratio(EngineKind.TorchSharp) is { } ratio ? ratio >= Workload.Required : null;
}

/// <summary>Collects comparisons into the table that `compare` prints, and what is wrong with them.</summary>
public sealed class ComparisonReport
{
    public Table Table { get; } = new(
        "workload (µs, median [best])", "ours", "interpreter", "TorchSharp", "interpreter/ours", "TorchSharp/ours", "required", "result");

    /// <summary>The same as bare numbers.</summary>
    public Table Data { get; } = new(
        "workload",
        "ours_us", "ours_best_us", "interpreter_us", "interpreter_best_us", "torchsharp_us", "torchsharp_best_us",
        "ratio", "required");

    public List<string> Problems { get; } = [];

    public void Add(Comparison comparison)
    {
        Workload workload = comparison.Workload;
        Table.Add(
            workload.Title,
            Cell(comparison, EngineKind.Ours),
            Cell(comparison, EngineKind.Interpreter),
            Cell(comparison, EngineKind.TorchSharp),
            Ratio(comparison, EngineKind.Interpreter),
            Ratio(comparison, EngineKind.TorchSharp),
            Format.Ratio(workload.Required),
            Result(comparison));
        Data.Add(
        [
            workload.Key,
            .. Numbers(comparison, EngineKind.Ours),
            .. Numbers(comparison, EngineKind.Interpreter),
            .. Numbers(comparison, EngineKind.TorchSharp),
            Number(comparison.Ratio(EngineKind.TorchSharp)),
            Number(workload.Required),
        ]);
        if (comparison.Disagreement is { } disagreement)
            Problems.Add(disagreement);
        if (comparison.Passes == false)
            Problems.Add($"{workload.Key}: {Ratio(comparison, EngineKind.TorchSharp)} of the required {Format.Ratio(workload.Required)}.");
    }

    private static string Result(Comparison comparison) => comparison switch
    {
        { Disagreement: not null } => "DIFFERENT",
        { Passes: true } => "pass",
        { Passes: false } => "MISS",
        _ => Format.Missing,
    };

    private static string Cell(Comparison comparison, string engine) => comparison.Timings.TryGetValue(engine, out Timing timing)
        ? $"{Format.Microseconds(timing.Median)} [{Format.Microseconds(timing.Least)}]"
        : Format.Missing;

    private static string[] Numbers(Comparison comparison, string engine) => comparison.Timings.TryGetValue(engine, out Timing timing)
        ? [Number(timing.Median), Number(timing.Least)]
        : ["", ""];

    private static string Number(double? value) => value?.ToString("G6", CultureInfo.InvariantCulture) ?? "";

    private static string Ratio(Comparison comparison, string engine) =>
        comparison.Ratio(engine) is { } ratio ? Format.Ratio(ratio) : Format.Missing;
}
