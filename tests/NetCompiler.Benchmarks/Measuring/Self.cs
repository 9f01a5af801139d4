using System.Diagnostics;

namespace NetCompiler.Benchmarks.Measuring;

/// <summary>This program, for measurements that need a fresh process.</summary>
public static class Self
{
    /// <summary>Runs it to its end.</summary>
    /// <returns>What it printed.</returns>
    public static string Run(params IEnumerable<string> arguments)
    {
        string host = Environment.ProcessPath!;
        // Started as `dotnet Benchmarks.dll`, the process is the shared host and wants the library's name.
        bool shared = Path.GetFileNameWithoutExtension(host) == "dotnet";
        var start = new ProcessStartInfo(host, shared ? [typeof(Self).Assembly.Location, .. arguments] : arguments)
        {
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"The process for {string.Join(' ', arguments)} ended with exit code {process.ExitCode}.");
        return output;
    }
}
