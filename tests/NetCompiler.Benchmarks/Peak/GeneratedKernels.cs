using System.Reflection;

namespace NetCompiler.Benchmarks.Peak;

/// <summary>The kernels of the networks in this assembly.</summary>
internal static class GeneratedKernels
{
    /// <summary>Finds a kernel by its name.</summary>
    /// <remarks>Each network has its kernels in a file-local class, which no other file can name and which the compiler renames; what
    /// stays is the end of its name. Where two networks have a kernel of the same name, it is the same code.</remarks>
    public static TDelegate Bind<TDelegate>(string method) where TDelegate : Delegate =>
        typeof(GeneratedKernels).Assembly.GetTypes()
            .Where(type => type.Namespace == "NetCompiler.Generated" && type.Name.EndsWith("__Kernels", StringComparison.Ordinal))
            .Select(type => type.GetMethod(method, BindingFlags.Public | BindingFlags.Static))
            .FirstOrDefault(found => found is not null)
            ?.CreateDelegate<TDelegate>()
        ?? throw new MissingMethodException($"The generated code has no kernel {method}; does a probe declare its layer?");
}
