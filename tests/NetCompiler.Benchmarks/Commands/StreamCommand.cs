using System.CommandLine;
using NetCompiler.Benchmarks.Measuring;
using NetCompiler.Benchmarks.Networks;
using NetCompiler.Benchmarks.Peak;
using NetCompiler.Benchmarks.Reporting;

namespace NetCompiler.Benchmarks.Commands;

/// <summary>The time of one step of a stream, also scaled to a core of which the FMA peak is <see cref="ReferencePeak"/>.</summary>
public static class StreamCommand
{
    /// <summary>GFLOP/s of the core for which the required times are.</summary>
    private const double ReferencePeak = 118;

    private const int Steps = 200;

    private static readonly TimeSpan s_turn = TimeSpan.FromMilliseconds(2);
    private static readonly Output s_output = new();

    public static Command Create()
    {
        var command = new Command("stream", "Times one step of streams through recurrent networks, batch 1.");
        s_output.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    /// <summary>The method of one class: through the interface of five, a call takes as long as a tenth of a small step.</summary>
    private delegate void StepOfNetwork(ReadOnlySpan<float> input, RecurrentState<float> state, Span<float> output);

    private static int Run(ParseResult arguments)
    {
        (string Name, Action<int> Run, double Required)[] streams =
        [
            ("LSTM 1→16, Dense 1", Runner(new LstmStream16(1)), 65),
            ("LSTM 1→24, Dense 1", Runner(new LstmStream24(1)), 105),
            ("LSTM 1→32, Dense 1", Runner(new LstmStream32(1)), 160),
            ("GRU 1→16, Dense 1", Runner(new GruStream16(1)), 58),
            ("GRU 1→32, Dense 1", Runner(new GruStream32(1)), 150),
        ];
        Timing[] timings = RoundRobin.Measure([.. FmaPeak.Kernels.Select(kernel => kernel.Run), .. streams.Select(stream => stream.Run)], 61, s_turn);
        Timing[] ours = timings[^streams.Length..];
        double peak = FmaPeak.Kernels.Zip(timings, static (kernel, timing) => kernel.Speed(timing.Median)).Max();
        var table = new Table("stream", "ns", "best ns", $"ns at {ReferencePeak} GFLOP/s", "required", "result");
        bool passes = true;
        foreach (((string name, _, double required), Timing timing) in streams.Zip(ours))
        {
            double nanoseconds = 1000 * timing.Median / Steps, scaled = nanoseconds * peak / ReferencePeak;
            passes &= scaled <= required;
            table.Add(name, $"{nanoseconds:F0}", $"{1000 * timing.Least / Steps:F0}", $"{scaled:F0}", $"{required}", scaled <= required ? "pass" : "MISS");
        }

        s_output.Write(arguments, table);
        return passes ? 0 : 1;
    }

    private static Action<int> Runner(IRecurrentNetwork<float> network)
    {
        RecurrentState<float> state = network.CreateState();
        StepOfNetwork step = network.Step;
        float[] input = [0.3f], output = new float[network.StepOutputLength];
        return repetitions =>
        {
            for (int i = 0; i < repetitions * Steps; i++)
                step(input, state, output);
        };
    }
}
