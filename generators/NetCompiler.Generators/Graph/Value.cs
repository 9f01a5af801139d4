namespace NetCompiler.Generators.Graph;

/// <summary>Where a value comes from.</summary>
internal enum ValueKind
{
    /// <summary>The examples of the batch, in the caller's memory.</summary>
    Input,

    /// <summary>The targets of the batch, in the caller's memory.</summary>
    Target,

    /// <summary>A learned tensor.</summary>
    Parameter,

    /// <summary>The scalar 1 / batch: the gradient of the mean loss with respect to the sum of the losses.</summary>
    BatchReciprocal,

    /// <summary>The result of an operation.</summary>
    Computed,
}

/// <summary>One tensor of the graph, compared by identity: <c>[batch, Length]</c> when it differs per example, <c>Dimensions</c> otherwise.</summary>
internal sealed class Value(ValueKind kind, string name, bool perExample, params int[] dimensions)
{
    public ValueKind Kind { get; } = kind;

    /// <summary>A name for people: in dumps, in comments of the emitted code.</summary>
    public string Name { get; } = name;

    public bool PerExample { get; } = perExample;

    public int[] Dimensions { get; } = dimensions;

    /// <summary>Elements per example, or in all when the value is the same for every example.</summary>
    public int Length { get; } = dimensions.Aggregate(1, static (product, size) => product * size);

    public override string ToString() => $"{Name}[{(PerExample ? "b, " : "")}{string.Join(", ", Dimensions)}]";

    /// <summary>A new result of some operation.</summary>
    public static Value Computed(string name, bool perExample, params int[] dimensions) => new(ValueKind.Computed, name, perExample, dimensions);
}
