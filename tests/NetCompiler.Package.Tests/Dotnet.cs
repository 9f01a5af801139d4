using System.Diagnostics;
using System.Text;

namespace NetCompiler.Package.Tests;

/// <summary>Runs programs as a user would, away from the build that runs the tests.</summary>
internal static class Dotnet
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    /// <summary>Runs a <c>dotnet</c> command.</summary>
    /// <param name="folder">The current directory.</param>
    /// <param name="packages">The folder that packages are restored to, apart from the user's own.</param>
    /// <param name="arguments">The arguments.</param>
    public static Outcome Run(string folder, string packages, params string[] arguments) =>
        Start(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", folder, packages, arguments);

    /// <summary>Runs any program.</summary>
    public static Outcome Start(string program, string folder, string packages, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // What a surrounding build has set must not reach this one.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        start.Environment["NUGET_PACKAGES"] = packages;
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";

        var text = new StringBuilder();
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        bool ended = process.WaitForExit(s_limit);
        if (!ended)
            process.Kill(entireProcessTree: true);
        process.WaitForExit();
        return new Outcome(ended ? process.ExitCode : -1, $"{program} {string.Join(" ", arguments)}\n{text}");

        void Append(string? line)
        {
            lock (text)
            {
                if (line is not null)
                    text.Append(line).Append('\n');
            }
        }
    }
}

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">Its exit code; -1 when it took too long.</param>
/// <param name="Text">The command and what it wrote.</param>
internal sealed record Outcome(int ExitCode, string Text)
{
    /// <summary>Fails the test, showing the output, unless the program succeeded.</summary>
    public Outcome Succeeded()
    {
        Assert.True(ExitCode == 0, $"Exit code {ExitCode}:\n{Text}");
        return this;
    }
}
