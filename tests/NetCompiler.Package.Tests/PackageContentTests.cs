using System.IO.Compression;
using System.Xml.Linq;

namespace NetCompiler.Package.Tests;

public class PackageContentTests
{
    [Fact]
    public void One_package_holds_runtime_documentation_help_pages_generators_code_fixes_readme_and_licence()
    {
        using ZipArchive package = ZipFile.OpenRead(Package.File);
        string[] files = [.. package.Entries.Select(entry => entry.FullName).Where(name => !IsFrame(name)).Order(StringComparer.Ordinal)];
        Assert.Equal(
            [
                "LICENSE", "README.md", "analyzers/dotnet/cs/NetCompiler.CodeFixes.dll", "analyzers/dotnet/cs/NetCompiler.Generators.dll",
                "docs/diagnostics.md", .. Enumerable.Range(2001, 13).Select(id => $"docs/diagnostics/NC{id}.md"),
                "lib/net10.0/NetCompiler.dll", "lib/net10.0/NetCompiler.xml",
            ],
            files);
    }

    [Fact]
    public void The_package_depends_on_nothing()
    {
        using ZipArchive package = ZipFile.OpenRead(Package.File);
        using Stream stream = package.GetEntry("NetCompiler.nuspec")!.Open();
        Assert.DoesNotContain(XDocument.Load(stream).Descendants(), element => element.Name.LocalName == "dependency");
    }

    [Fact]
    public void The_package_for_TensorBoard_holds_its_library_and_depends_on_protocol_buffers()
    {
        using ZipArchive package = ZipFile.OpenRead(Package.TensorBoardFile);
        string[] files = [.. package.Entries.Select(entry => entry.FullName).Where(name => !IsFrame(name)).Order(StringComparer.Ordinal)];
        Assert.Equal(["LICENSE", "README.md", "lib/net10.0/NetCompiler.TensorBoard.dll", "lib/net10.0/NetCompiler.TensorBoard.xml"], files);
        using Stream stream = package.GetEntry("NetCompiler.TensorBoard.nuspec")!.Open();
        string[] dependencies = [.. XDocument.Load(stream).Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => $"{element.Attribute("id")!.Value} {element.Attribute("version")!.Value}")];
        Assert.Equal(["Google.Protobuf", $"NetCompiler {Package.Version}"], dependencies.Select(dependency => dependency.StartsWith("Google", StringComparison.Ordinal) ? dependency.Split(' ')[0] : dependency).Order());
    }

    /// <summary>What every package has around its contents.</summary>
    private static bool IsFrame(string name) => name.StartsWith("_rels/", StringComparison.Ordinal) || name.StartsWith("package/", StringComparison.Ordinal)
        || name == "[Content_Types].xml" || name.EndsWith(".nuspec", StringComparison.Ordinal);
}
