using System.Reflection;

namespace NetCompiler.Package.Tests;

/// <summary>A project that uses the package, in a folder of its own that is deleted in the end.</summary>
internal sealed class Consumer : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("netcompiler-consumer-");

    /// <summary>Writes the project.</summary>
    /// <param name="properties">Its properties besides the target framework.</param>
    /// <param name="usesMachineSources">Whether packages may come from elsewhere too: native compilation needs a compiler, event files need protocol buffers.</param>
    /// <param name="program">Which of the programs it is.</param>
    /// <param name="usesTensorBoard">Whether it uses that package as well.</param>
    public Consumer(string properties, bool usesMachineSources = false, string program = "Program.cs", bool usesTensorBoard = false)
    {
        string tensorBoard = usesTensorBoard ? $"""<PackageReference Include="NetCompiler.TensorBoard" Version="{Package.Version}" />""" : "";
        Write("Consumer.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <WarningLevel>9999</WarningLevel>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="NetCompiler" Version="{Package.Version}" />
                {tensorBoard}
              </ItemGroup>
            </Project>
            """);
        string clear = usesMachineSources ? "" : "<clear />";
        // Tools that were restored before need not be fetched again; a package of ours of this version is never among them.
        string fallback = usesMachineSources ? $"""<fallbackPackageFolders><add key="machine" value="{Package.MachineFolder}" /></fallbackPackageFolders>""" : "";
        Write("nuget.config", $"""
            <configuration>
              <packageSources>{clear}<add key="package under test" value="{Package.Folder}" /></packageSources>
              {fallback}
            </configuration>
            """);
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Build.targets", "<Project />");
        Write("Directory.Packages.props", "<Project />");
        using Stream text = Assembly.GetExecutingAssembly().GetManifestResourceStream(program)!;
        using FileStream file = File.Create(At("Program.cs"));
        text.CopyTo(file);
    }

    public string At(params string[] path) => Path.Combine([_root.FullName, .. path]);

    /// <summary>Runs a <c>dotnet</c> command in the project's folder.</summary>
    public Outcome Run(params string[] arguments) => Dotnet.Run(_root.FullName, At("packages"), arguments);

    /// <summary>Runs a program in the project's folder.</summary>
    public Outcome Start(string program) => Dotnet.Start(program, _root.FullName, At("packages"));

    public void Dispose() => _root.Delete(recursive: true);

    private void Write(string name, string text) => File.WriteAllText(At(name), text);
}
