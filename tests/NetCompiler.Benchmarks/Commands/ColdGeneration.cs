using System.Diagnostics;
using System.Globalization;
using NetCompiler.Benchmarks.Generation;

namespace NetCompiler.Benchmarks.Commands;

/// <summary>The child of `generator`: generates once in a fresh process and says how many milliseconds that took.</summary>
public static class ColdGeneration
{
    public const string Argument = "cold-generation";

    public static int Run(string[] arguments)
    {
        var subject = new GeneratorSubject(int.Parse(arguments[1], CultureInfo.InvariantCulture));
        // The compiler itself is warm in a build server, and comes precompiled; what is cold there is the generator.
        subject.Generate(new EmptyGenerator());
        long start = Stopwatch.GetTimestamp();
        subject.Generate();
        Console.WriteLine(Stopwatch.GetElapsedTime(start).TotalMilliseconds.ToString("R", CultureInfo.InvariantCulture));
        return 0;
    }
}
