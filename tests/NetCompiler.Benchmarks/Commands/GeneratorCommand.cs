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
        double warmDeep = 0, predictionDeep = 0;
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
                (warmDeep, predictionDeep) = (warm, timings[2].Median / 1000);
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
        double growth = (double)lengths[Deep] / lengths[Shallow];
        bool small = growth <= LargestGrowth;
        bool fast = warmDeep < LongestWarm, predictsFast = predictionDeep < LongestPrediction;
        Console.WriteLine($"{Verdict(small)}: {Deep} layers are {Format.Ratio(growth)} the code of {Shallow}; at most {LargestGrowth}×.");
        Console.WriteLine($"{Verdict(fast)}: {Deep} layers take {Format.Significant(warmDeep)} ms warm; under {LongestWarm} ms.");
        Console.WriteLine($"{Verdict(predictsFast)}: of {Deep} layers the gradient is predicted in {Format.Significant(predictionDeep)} ms; under {LongestPrediction} ms.");
        return small && fast && predictsFast ? 0 : 1;
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
