using System.Reflection;

namespace Digits;

/// <summary>Where the build left the code of the network.</summary>
internal static class GeneratedCode
{
    /// <summary>The generated file, relative to the current directory; null where the program runs away from its build.</summary>
    public static string? Find()
    {
        string folder = typeof(GeneratedCode).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == "GeneratedFiles").Value!;
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, $"{typeof(DigitsNet).FullName}.g.cs", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(".", path)).FirstOrDefault()
            : null;
    }
}
