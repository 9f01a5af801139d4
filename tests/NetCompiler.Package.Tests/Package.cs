namespace NetCompiler.Package.Tests;

/// <summary>The packages under test, made by the build of this project.</summary>
internal static class Package
{
    public const string Version = "0.1.0-test";

    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "package");

    public static string File { get; } = Path.Combine(Folder, $"NetCompiler.{Version}.nupkg");

    public static string TensorBoardFile { get; } = Path.Combine(Folder, $"NetCompiler.TensorBoard.{Version}.nupkg");

    /// <summary>Where this machine keeps the packages that it has restored.</summary>
    public static string MachineFolder { get; } = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } folder
        ? folder
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
