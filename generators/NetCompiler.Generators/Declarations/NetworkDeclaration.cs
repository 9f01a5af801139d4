namespace NetCompiler.Generators.Declarations;

/// <summary>What the user wrote on one network class: plain data, compared by value, without symbols or positions.</summary>
/// <param name="Type">The class to extend.</param>
/// <param name="IsDouble">Whether the element type is double instead of float.</param>
/// <param name="InputShape">The shape of one input example.</param>
/// <param name="Layers">The layers in source order, with blocks inside.</param>
/// <param name="Loss">The loss, or null.</param>
/// <param name="Clipping">How gradients are clipped, or null.</param>
/// <param name="Stub">What to emit instead of a network when an error was reported, else null; nothing but the type is kept then.</param>
internal sealed record NetworkDeclaration(
    TypeDeclaration Type,
    bool IsDouble,
    EquatableArray<int> InputShape,
    EquatableArray<LayerDeclaration> Layers,
    LayerDeclaration? Loss,
    LayerDeclaration? Clipping,
    StubDeclaration? Stub)
{
    /// <summary>Whether an input example is a sequence; then the shape is that of the longest one, [steps, features].</summary>
    public bool IsSequence { get; init; }

    /// <summary>The layer that writes a sequence of its own, or null.</summary>
    public LayerDeclaration? Decoder => Layers.FirstOrDefault(layer => layer.Kind == "Decoder");
}

/// <summary>Where the generated part of a class goes.</summary>
/// <param name="Namespace">The namespace, or null for none.</param>
/// <param name="Containers">The headers of the containing types, outermost first, such as <c>partial class Outer</c>.</param>
/// <param name="Header">The header of the class itself, such as <c>partial class Net</c>.</param>
/// <param name="Name">Its name, escaped where it is a keyword.</param>
/// <param name="FullName">Its name with namespace and containers, for messages and file names.</param>
internal sealed record TypeDeclaration(string? Namespace, EquatableArray<string> Containers, string Header, string Name, string FullName);

/// <summary>The members that stand for those of a network whose declaration has errors.</summary>
/// <param name="Taken">The names that the class uses otherwise.</param>
/// <param name="ConstructorCall">What its constructor calls first, such as <c> : base(default(int)!)</c>; null when it cannot have one.</param>
/// <param name="IsStatic">Whether the class can have static members only.</param>
internal sealed record StubDeclaration(EquatableArray<string> Taken, string? ConstructorCall, bool IsStatic)
{
    /// <summary>Whether the network reads sequences.</summary>
    public bool IsSequence { get; init; }

    /// <summary>Whether it writes sequences of its own.</summary>
    public bool HasDecoder { get; init; }
}

/// <summary>One layer, loss or clipping attribute.</summary>
/// <param name="Kind">The attribute's name without the suffix.</param>
/// <param name="Arguments">The arguments that were written.</param>
internal sealed record LayerDeclaration(string Kind, EquatableArray<Argument> Arguments)
{
    /// <summary>The blocks that it inserts: one for Use, Repeat and Residual, several for Parallel; none for other layers.</summary>
    public EquatableArray<BlockDeclaration> Blocks { get; init; }

    /// <summary>How often the block is inserted.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Whether the layer builds on copies of one block, as DenselyConnected does.</summary>
    public bool IsSeries => Kind is "DenselyConnected" or "Bidirectional";

    /// <summary>How many layers it comes to; <see cref="int.MaxValue"/> stands for that many or more.</summary>
    public int LayerCount => Blocks.Count == 0 ? 1 : (int)Math.Min(Count * Blocks.Sum(block => (long)block.LayerCount), int.MaxValue);
}

/// <summary>The layers of a block class.</summary>
/// <param name="Name">The name of the class.</param>
/// <param name="Layers">Its layers, without the composite one.</param>
/// <param name="Composite">The composite layer on the class itself, such as Residual, that is built around the others; or null.</param>
internal sealed record BlockDeclaration(string Name, EquatableArray<LayerDeclaration> Layers, LayerDeclaration? Composite)
{
    /// <summary>How many layers it comes to; <see cref="int.MaxValue"/> stands for that many or more.</summary>
    // Kept, because blocks that use blocks several times share them: asking each use again would take exponential time.
    public int LayerCount { get; } = (int)Math.Min((Composite is null ? 0L : 1L) + Layers.Sum(layer => (long)layer.LayerCount), int.MaxValue);
}

/// <summary>One argument of an attribute.</summary>
/// <param name="Name">The constructor parameter or the property.</param>
/// <param name="Value">A number as it is, a bool as 0 or 1, an enum by its underlying value.</param>
/// <param name="Member">The name of the enum member, else null.</param>
internal sealed record Argument(string Name, double Value, string? Member);
