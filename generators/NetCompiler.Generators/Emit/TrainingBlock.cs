namespace NetCompiler.Generators.Emit;

/// <summary>The row block that a training step, a measured one or a loss works on, as an expression of several lines.</summary>
/// <param name="Type">The element type.</param>
/// <param name="Input">Arguments that find the first input: the memory, the row and the length of a row.</param>
/// <param name="Target">The same for the first target.</param>
/// <param name="Front">Elements in front of the activations.</param>
/// <param name="Scale">What makes a mean of the sum of all losses.</param>
internal sealed record TrainingBlock(string Type, string Input, string Target, string Front, string Scale)
{
    private const string Kernels = "global::NetCompiler.Kernels";

    /// <summary>Where gradients go.</summary>
    public string Gradients { get; init; } = $"{Kernels}.NetworkState<{Type}>.Gradients(workspace)";

    /// <summary>Where panel, statistics and activations lie.</summary>
    public string Arena { get; init; } = $"{Kernels}.NetworkState<{Type}>.Arena(workspace)";

    /// <summary>The number of rows.</summary>
    public string Rows { get; init; } = "batch";

    /// <summary>The argument for the rows that every buffer has room for.</summary>
    public string Capacity { get; init; } = "capacity";

    /// <summary>Whether gradients are added to those of blocks before.</summary>
    public string Accumulates { get; init; } = "false";

    /// <summary>The block for the loss of given outputs, which writes nothing but scratch memory.</summary>
    public static TrainingBlock OfLoss(string type, string output, string target, int frontLength, string scale) => new(type, output, target, $"{frontLength}", scale)
    {
        Gradients = "_network.First",
        Arena = $"{Kernels}.Scratch<{type}>.Get({frontLength})",
        Capacity = "capacity: batch",
    };

    /// <summary>The expression.</summary>
    /// <param name="depth">How deep the statement is in the text that it is put into.</param>
    public string New(int depth = 0)
    {
        string line = $"\n{new string(' ', 4 * (depth + 1))}";
        return $"new {Kernels}.RowBlock<{Type}>("
            + $"{line}ref {Kernels}.Rows.At({Input}),{line}ref {Kernels}.Rows.At({Target}),{line}ref _network.First,{line}ref {Gradients},{line}ref {Arena},"
            + $"{line}frontLength: {Front},{line}rows: {Rows},{line}{Capacity},{line}accumulates: {Accumulates},{line}scale: {Scale})";
    }
}
