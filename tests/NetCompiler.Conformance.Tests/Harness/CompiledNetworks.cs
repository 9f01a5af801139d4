using System.Security.Cryptography;
using System.Text;
using NetCompiler.Generators;

namespace NetCompiler.Conformance.Tests.Harness;

/// <summary>Assemblies that a run before this one compiled: the same tests at other widths of vectors need not compile the same networks again.</summary>
/// <remarks>They are kept where the environment variable <c>NETCOMPILER_COMPILED_NETWORKS</c> says; without it nothing is.</remarks>
internal static class CompiledNetworks
{
    private static readonly string? s_directory = Environment.GetEnvironmentVariable("NETCOMPILER_COMPILED_NETWORKS");

    /// <summary>The assembly of a source, compiled only if it is not there.</summary>
    /// <param name="source">Declarations.</param>
    /// <param name="options">What else the assembly depends on.</param>
    /// <param name="compile">Compiles it.</param>
    public static byte[] GetOrAdd(string source, string options, Func<byte[]> compile)
    {
        if (string.IsNullOrEmpty(s_directory))
            return compile();
        string path = Path.Combine(s_directory, $"{Key(source, options)}.dll");
        if (File.Exists(path))
            return File.ReadAllBytes(path);
        byte[] assembly = compile();
        Directory.CreateDirectory(s_directory);
        string unfinished = $"{path}.{Guid.NewGuid():N}.tmp";
        File.WriteAllBytes(unfinished, assembly);
        File.Move(unfinished, path, overwrite: true);
        return assembly;
    }

    /// <summary>Another generator or runtime, even if only built again, makes another key.</summary>
    private static string Key(string source, string options)
    {
        IEnumerable<string> builds = new[] { typeof(NetworkGenerator), typeof(INetwork<>), typeof(CompiledNetworks) }.Select(type => type.Module.ModuleVersionId.ToString());
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', [.. builds, options, source]))));
    }
}
