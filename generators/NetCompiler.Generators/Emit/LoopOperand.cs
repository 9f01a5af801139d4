namespace NetCompiler.Generators.Emit;

/// <summary>What a loop over elements reads for one operand.</summary>
internal sealed class LoopOperand
{
    private readonly Func<Func<string, string>, string, string>? _load;

    private LoopOperand(string name, Func<Func<string, string>, string, string>? load, bool isInMemory = false) => (Name, _load, IsInMemory) = (name, load, isInMemory);

    /// <summary>The name of the reference, local or mask.</summary>
    public string Name { get; }

    /// <summary>Whether it is a vector already, the same for all elements.</summary>
    public bool IsLocal => _load is null;

    /// <summary>Whether its elements lie in memory, where vectors of any width find them.</summary>
    public bool IsInMemory { get; }

    /// <summary>Elements from a reference on.</summary>
    public static implicit operator LoopOperand(string reference) => new(reference, (fromMemory, _) => fromMemory(reference), isInMemory: true);

    /// <summary>A local vector.</summary>
    public static LoopOperand Local(string name) => new(name, null);

    /// <summary>Random factors.</summary>
    /// <param name="name">The mask.</param>
    /// <param name="start">The index in the mask of the loop's first element; null for 0.</param>
    public static LoopOperand Mask(string name, string? start = null) => new(name, (_, index) => $"{name}.At({(start is null ? index : $"{start} + {index}")})");

    /// <summary>The vector of some elements.</summary>
    /// <param name="fromMemory">Loads it behind a reference.</param>
    /// <param name="index">The index of its first element in the loop.</param>
    public string Load(Func<string, string> fromMemory, string index) => _load!(fromMemory, index);
}
