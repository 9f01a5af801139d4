using System.IO.Compression;
using System.Xml.Linq;

namespace NetCompiler.Package.Tests;

public class PackageContentTests
{
    [Fact]
    public void One_package_holds_runtime_documentation_generators_code_fixes_readme_and_licence()
    {
        using ZipArchive package = ZipFile.OpenRead(Package.File);
        string[] files = [.. package.Entries.Select(entry => entry.FullName).Where(name => !IsFrame(name)).Order(StringComparer.Ordinal)];
        Assert.Equal(
            [
                "LICENSE", "README.md", "analyzers/dotnet/cs/NetCompiler.CodeFixes.dll", "analyzers/dotnet/cs/NetCompiler.Generators.dll",
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

    /// <summary>What every package has around its contents.</summary>
    private static bool IsFrame(string name) => name.StartsWith("_rels/", StringComparison.Ordinal) || name.StartsWith("package/", StringComparison.Ordinal)
        || name is "[Content_Types].xml" or "NetCompiler.nuspec";
}
