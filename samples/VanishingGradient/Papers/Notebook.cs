using System.Diagnostics;
using System.Globalization;

namespace VanishingGradient.Papers;

/// <summary>Runs published experiments, says what happens while it happens, and ends with a table of all of them.</summary>
internal sealed class Notebook
{
    private const int Width = 100;

    /// <summary>Runs experiments.</summary>
    public void Run(IReadOnlyList<IPaper> papers)
    {
        var findings = new List<(IPaper Paper, Finding Finding, TimeSpan Time)>();
        foreach (IPaper paper in papers)
        {
            long start = Stopwatch.GetTimestamp();
            Console.WriteLine();
            Print(string.Create(CultureInfo.InvariantCulture, $"{findings.Count + 1}. {paper.Source}"), "");
            Print($"Setting: {paper.Setting}", "   ");
            Print($"Published: {paper.Published}", "   ");
            Finding finding = paper.Run(this);
            Print($"Ours: {finding.Ours}", "   ");
            findings.Add((paper, finding, Stopwatch.GetElapsedTime(start)));
        }

        Console.WriteLine();
        Console.WriteLine($"{"agrees",9} {"time",8}  experiment");
        for (int i = 0; i < findings.Count; i++)
        {
            (IPaper paper, Finding finding, TimeSpan time) = findings[i];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{i + 1,2} {(finding.Agrees ? "yes" : "no"),6} {time.TotalSeconds,6:F1} s  {paper.Source.Split(':')[0]}"));
        }
    }

    /// <summary>Does a part of an experiment and says what came of it.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="run">Does it.</param>
    /// <param name="show">Says what came of it.</param>
    public T Note<T>(string name, Func<T> run, Func<T, FormattableString> show)
    {
        bool isInteractive = !Console.IsOutputRedirected;
        if (isInteractive)
            Console.Write($"     {name,-44} …");
        T result = run();
        string line = $"     {name,-44} {FormattableString.Invariant(show(result))}";
        Console.WriteLine(isInteractive ? $"\r{line}" : line);
        return result;
    }

    /// <summary>A line of a table.</summary>
    public void Line(string text) => Console.WriteLine($"     {text}");

    /// <summary>Prints a text in lines of bounded length.</summary>
    private static void Print(string text, string indent)
    {
        string line = indent;
        foreach (string word in text.Split(' '))
        {
            if (line.Length + word.Length + 1 > Width && line.Length > indent.Length)
            {
                Console.WriteLine(line);
                line = $"{indent}  ";
            }

            line += line.Trim().Length == 0 ? word : $" {word}";
        }

        Console.WriteLine(line);
    }
}
