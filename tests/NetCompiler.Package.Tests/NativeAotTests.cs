using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace NetCompiler.Package.Tests;

public class NativeAotTests
{
    [Fact]
    public void A_project_compiles_to_native_code_without_trim_or_aot_warnings_and_trains()
    {
        Assert.SkipUnless(HasLinker(), "There is no C linker (clang or gcc) on this machine.");
        // Without an instruction set the code would be compiled for the oldest processors, with vectors of 128 bits.
        string instructions = Avx2.IsSupported ? "<IlcInstructionSet>x86-64-v3</IlcInstructionSet>" : "";
        using var consumer = new Consumer(
            $"<PublishAot>true</PublishAot>{instructions}<TrimmerSingleWarn>false</TrimmerSingleWarn><InvariantGlobalization>true</InvariantGlobalization>",
            usesMachineSources: true);
        string platform = RuntimeInformation.RuntimeIdentifier;
        Outcome restored = consumer.Run("restore", "-r", platform);
        Assert.SkipWhen(restored.ExitCode != 0 && restored.Text.Contains("ILCompiler"), "The native compiler's package cannot be restored on this machine.");
        restored.Succeeded();

        consumer.Run("publish", "-c", "Release", "-r", platform, "-o", "out", "--no-restore", "--nologo").Succeeded();
        Outcome outcome = consumer.Start(consumer.At("out", OperatingSystem.IsWindows() ? "Consumer.exe" : "Consumer")).Succeeded();
        Assert.Contains("steps: 10, epochs: 1\nthe loss fell\n", outcome.Text);
    }

    /// <summary>On Windows the build finds Visual Studio's linker by itself.</summary>
    private static bool HasLinker() => OperatingSystem.IsWindows() || (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, "clang")) || File.Exists(Path.Combine(folder, "gcc")));
}
