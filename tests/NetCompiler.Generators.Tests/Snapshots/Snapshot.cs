using System.Reflection;
using System.Text.RegularExpressions;
using DiffEngine;

namespace NetCompiler.Generators.Tests.Snapshots;

/// <summary>Compares a text with the file <c>Name.verified.cs</c> beside the tests, in the manner of Verify, which could take the place of this class.</summary>
/// <remarks>To accept all changes: <c>NETCOMPILER_UPDATE_SNAPSHOTS=1 dotnet test --project tests/NetCompiler.Generators.Tests</c>,
/// then read the difference in version control.</remarks>
internal static partial class Snapshot
{
    private static readonly string s_directory = Path.Combine(
        typeof(Snapshot).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(pair => pair.Key == "ProjectDirectory").Value!, "Snapshots");

    public static void ShouldMatch(string name, string actual)
    {
        string verified = Path.Combine(s_directory, $"{name}.verified.cs"), received = Path.Combine(s_directory, $"{name}.received.cs");
        // A release must not change every snapshot.
        actual = Version().Replace(actual, "\"NetCompiler\", \"{version}\"");
        string expected = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n") : "";
        if (expected == actual)
        {
            File.Delete(received);
            return;
        }

        if (Environment.GetEnvironmentVariable("NETCOMPILER_UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(verified, actual);
            return;
        }

        File.WriteAllText(received, actual);
        if (IsWatched())
            DiffRunner.Launch(received, verified);
        // The first difference, because the whole files do not fit into a message.
        Assert.Equal(expected.Split('\n'), actual.Split('\n'));
    }

    /// <summary>Whether somebody sits in front of the machine and could look at a difference.</summary>
    private static bool IsWatched() =>
        !DiffRunner.Disabled && !BuildServerDetector.Detected && !Console.IsInputRedirected && Environment.UserInteractive
        && (!OperatingSystem.IsLinux() || Environment.GetEnvironmentVariable("DISPLAY") is { Length: > 0 });

    [GeneratedRegex("\"NetCompiler\", \"[0-9.]+\"")]
    private static partial Regex Version();
}
