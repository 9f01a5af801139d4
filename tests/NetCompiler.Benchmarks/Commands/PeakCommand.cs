using System.CommandLine;
using NetCompiler.Benchmarks.Measuring;
using NetCompiler.Benchmarks.Peak;
using NetCompiler.Benchmarks.Reporting;

namespace NetCompiler.Benchmarks.Commands;

/// <summary>What one thread of this machine can do, and which share of it each generated matrix kernel reaches.</summary>
public static class PeakCommand
{
    private static readonly Option<string> s_filter = new("--filter") { Description = "Only kernels whose name contains this." };
    private static readonly Option<int> s_rounds = new("--rounds")
    {
        Description = "Rounds; each times every kernel once.",
        DefaultValueFactory = _ => 61,
    };

    // Shorter than a time slice of the scheduler, so that on a busy machine most turns are still not interrupted.
    private static readonly TimeSpan s_turn = TimeSpan.FromMilliseconds(2);

    private static readonly Output s_output = new();

    public static Command Create()
    {
        var command = new Command("peak", "Measures the FMA peak of one thread and each matrix kernel's share of it.")
        {
            s_filter,
            s_rounds,
        };
        s_output.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        string filter = arguments.GetValue(s_filter) ?? "";
        Kernel[] kernels =
        [
            .. FmaPeak.Kernels,
            .. MatrixKernels.List.Where(kernel => kernel.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)),
        ];
        // The peak takes turns with the kernels, so that a change of clock frequency falls on both.
        Timing[] timings = RoundRobin.Measure([.. kernels.Select(kernel => kernel.Run)], arguments.GetValue(s_rounds), s_turn);
        double peak = FmaPeak.Kernels.Zip(timings, static (kernel, timing) => kernel.Speed(timing.Median)).Max();
        double bestPeak = FmaPeak.Kernels.Zip(timings, static (kernel, timing) => kernel.Speed(timing.Least)).Max();

        // Medians are compared with the median of the peak, and the best round, which other programs disturb least, with its best.
        var table = new Table("kernel", "µs", "GFLOP/s", "of peak", "best µs", "best GFLOP/s", "of best peak", "required", "result");
        bool passes = true;
        foreach ((Kernel kernel, Timing timing) in kernels.Zip(timings))
        {
            double speed = kernel.Speed(timing.Median);
            bool pass = speed >= kernel.Required * peak;
            passes &= pass;
            table.Add(
                kernel.Name,
                Format.Microseconds(timing.Median),
                Format.Significant(speed),
                Format.Percent(speed / peak),
                Format.Microseconds(timing.Least),
                Format.Significant(kernel.Speed(timing.Least)),
                Format.Percent(kernel.Speed(timing.Least) / bestPeak),
                kernel.Required == 0 ? Format.Missing : Format.Percent(kernel.Required),
                kernel.Required == 0 ? Format.Missing : pass ? "pass" : "MISS");
        }

        s_output.Write(arguments, table);
        return passes ? 0 : 1;
    }
}
