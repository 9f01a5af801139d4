using System.CommandLine;
using System.Globalization;
using Microsoft.CodeAnalysis;
using NetCompiler.Benchmarks.Generation;
using NetCompiler.Benchmarks.Measuring;
using NetCompiler.Benchmarks.Reporting;

namespace NetCompiler.Benchmarks.Commands;

/// <summary>The generator's time and the size of its code against depth.</summary>
public static class GeneratorCommand
{
    private const int Shallow = 4;
    private const int Deep = 100;
    private const double LargestGrowth = 3;
    private const double LongestWarm = 50;
    private const double LongestPrediction = 20;

    private static readonly string[] s_predicted =
        ["Dense(64), Relu", "Dense(64), Sigmoid", "Dense(64), Tanh", "Dense(64), Gelu", "Dense(64), Silu", "Dense(64), Mish", "Dense(64), BatchNorm, Relu", "Dense(64), BatchNorm, Gelu", "Dense(64), LayerNorm, Gelu"];

    private static readonly (string Layers, string Input)[] s_predictedBlocks =
    [
        ("Residual, Relu, Dense(64), Relu, Dense(64)", "64"),
        ("Residual, LayerNorm, Dense(64), Gelu, Dense(64)", "64"),
        ("Residual(Activation = Activation.Relu), Dense(64), BatchNorm, Relu, Dense(64), BatchNorm", "64"),
        ("Highway, Dense(64), Relu", "64"),
        ("Gated, Dense(64), Tanh", "64"),
        ("Dense(128), Glu", "64"),
        ("Dense(64), Gelu, Dropout(0.1)", "64"),
        ("Conv2D(32, 3, Padding = 1), Relu", "32, 32, 32"),
        ("Conv2D(32, 3, Padding = 1), BatchNorm, Gelu", "32, 32, 32"),
    ];

    private static readonly int[] s_depths = [1, Shallow, 10, Deep, 300];
    private static readonly Option<int> s_rounds = new("--rounds")
    {
        Description = "Processes for a cold time, rounds for a warm one.",
        DefaultValueFactory = _ => 5,
    };

    private static readonly Output s_output = new();

    public static Command Create()
    {
        var command = new Command("generator", "Times the generator and measures its code, against depth.") { s_rounds };
        s_output.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        int rounds = arguments.GetValue(s_rounds);
        var table = new Table("layers", "cold (ms)", "warm (ms)", "of it the gradient's prediction (ms)", "edit elsewhere (ms)", "characters", "methods");
        var lengths = new Dictionary<int, int>();
        double warmDeep = 0;
        foreach (int depth in s_depths)
        {
            Output.Progress($"{depth} layers");
            var subject = new GeneratorSubject(depth);
            GeneratorDriver driver = subject.Generate();
            double cold = Timing.Of([.. Enumerable.Range(0, rounds).Select(_ => ColdMilliseconds(depth))]).Median;
            Timing[] timings = RoundRobin.Measure(
                [Repeat(() => subject.Generate()), Repeat(() => subject.GenerateAfterEdit(driver)), Repeat(subject.Predict)], rounds);
            (int characters, int methods) = GeneratorSubject.Size(driver);
            double warm = timings[0].Median / 1000;
            lengths[depth] = characters;
            if (depth == Deep)
                warmDeep = warm;
            table.Add(
                $"{depth}",
                Format.Significant(cold),
                Format.Significant(warm),
                Format.Significant(timings[2].Median / 1000),
                Format.Significant(timings[1].Median / 1000),
                $"{characters:N0}",
                $"{methods}");
        }

        s_output.Write(arguments, table);
        double prediction = Predict(arguments, rounds);
        double growth = (double)lengths[Deep] / lengths[Shallow];
        bool small = growth <= LargestGrowth;
        bool fast = warmDeep < LongestWarm, predictsFast = prediction < LongestPrediction;
        Console.WriteLine($"{Verdict(small)}: {Deep} layers are {Format.Ratio(growth)} the code of {Shallow}; at most {LargestGrowth}×.");
        Console.WriteLine($"{Verdict(fast)}: {Deep} layers take {Format.Significant(warmDeep)} ms warm; under {LongestWarm} ms.");
        Console.WriteLine($"{Verdict(predictsFast)}: of {Deep} layers or blocks of these kinds the gradient is predicted in {Format.Significant(prediction)} ms; under {LongestPrediction} ms.");
        return small && fast && predictsFast ? 0 : 1;
    }

    /// <summary>Times the prediction for deep networks of several layers.</summary>
    /// <returns>The longest, in milliseconds.</returns>
    private static double Predict(ParseResult arguments, int rounds)
    {
        GeneratorSubject[] subjects =
            [.. s_predicted.Select(layers => new GeneratorSubject(Deep, layers)), .. s_predictedBlocks.Select(block => new GeneratorSubject(Deep, block.Layers, block.Input, isBlock: true))];
        double[] times = [.. RoundRobin.Measure([.. subjects.Select(subject => Repeat(subject.Predict))], rounds).Select(timing => timing.Median / 1000)];
        var table = new Table($"{Deep} ×", "the gradient's prediction (ms)");
        for (int i = 0; i < times.Length; i++)
            table.Add(i < s_predicted.Length ? s_predicted[i] : s_predictedBlocks[i - s_predicted.Length].Layers, Format.Significant(times[i]));
        s_output.Write(arguments, table);
        return times.Max();
    }

    private static Action<int> Repeat(Action action) => repetitions =>
    {
        for (int i = 0; i < repetitions; i++)
            action();
    };

    private static string Verdict(bool holds) => holds ? "pass" : "MISS";

    private static double ColdMilliseconds(int depth) =>
        double.Parse(Self.Run(ColdGeneration.Argument, $"{depth}"), CultureInfo.InvariantCulture);
}
