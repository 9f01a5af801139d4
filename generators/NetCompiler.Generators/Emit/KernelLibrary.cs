using NetCompiler.Generators.Emit.Products;

namespace NetCompiler.Generators.Emit;

/// <summary>The kernels of one network: each distinct one is emitted once, however many layers call it.</summary>
internal sealed class KernelLibrary(ElementType element)
{
    private readonly Dictionary<string, string> _names = [];
    private readonly HashSet<string> _used = [];

    public ElementType Element { get; } = element;

    /// <summary>The products of which some pass wants the sums behind an epilogue.</summary>
    public KeptSums Kept { get; set; } = new([]);

    /// <summary>The text of all kernels.</summary>
    public SourceWriter Source { get; } = new();

    /// <summary>Gives the name of a kernel, emitting it on first use.</summary>
    /// <param name="key">What distinguishes the kernel from all others.</param>
    /// <param name="name">A telling name; a number is added if another kernel has it.</param>
    /// <param name="emit">Writes the kernel under the final name.</param>
    public string GetOrAdd(string key, string name, Action<SourceWriter, string> emit)
    {
        if (_names.TryGetValue(key, out string? existing))
            return existing;
        string unique = name;
        for (int i = 2; !_used.Add(unique); i++)
            unique = $"{name}_{i}";
        _names[key] = unique;
        if (_names.Count > 1)
            Source.Line();
        emit(Source, unique);
        return unique;
    }
}
