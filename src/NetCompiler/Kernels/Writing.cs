using System.ComponentModel;

namespace NetCompiler.Kernels;

/// <summary>What a decoder reads of its own outputs; used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Writing
{
    /// <summary>What the first step reads.</summary>
    /// <param name="previous">Receives it, [rows, features].</param>
    /// <param name="definition">The network.</param>
    public static void Begin<T>(Span<T> previous, NetworkDefinition definition) where T : unmanaged => previous.Fill(Start<T>(definition));

    /// <summary>The start: an id, or zeros.</summary>
    internal static T Start<T>(NetworkDefinition definition) where T : unmanaged =>
        LossKinds.HasClassIndices(definition.Loss) ? Element<T>.From(definition.Decoder!.StartToken) : default;

    /// <summary>What the next step reads of the outputs of a step: the most probable id, or the numbers themselves.</summary>
    /// <param name="output">The outputs, [rows, outputs].</param>
    /// <param name="previous">Receives what is read, [rows, features].</param>
    /// <param name="definition">The network.</param>
    public static void Feed<T>(ReadOnlySpan<T> output, Span<T> previous, NetworkDefinition definition) where T : unmanaged
    {
        if (!LossKinds.HasClassIndices(definition.Loss))
        {
            output.CopyTo(previous);
            return;
        }

        int outputs = output.Length / previous.Length;
        for (int row = 0; row < previous.Length; row++)
        {
            // Outputs that are no numbers name no id; any will do, for the next outputs will be none either.
            int greatest = Classes.Greatest(output.Slice(row * outputs, outputs));
            previous[row] = Element<T>.From(Math.Max(greatest, 0));
        }
    }

    /// <summary>Keeps the outputs of a step, and says what the next one reads of them.</summary>
    /// <param name="next">The outputs of the step, [rows, outputs].</param>
    /// <param name="previous">Receives what the next step reads, [rows, features].</param>
    /// <param name="output">Receives the outputs as the caller sees them, [rows, steps, outputs].</param>
    /// <param name="t">The step.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="definition">The network.</param>
    public static void Next<T>(ReadOnlySpan<T> next, Span<T> previous, Span<T> output, int t, int rows, NetworkDefinition definition) where T : unmanaged
    {
        int outputs = next.Length / rows, steps = definition.Decoder!.Steps;
        for (int row = 0; row < rows; row++)
            next.Slice(row * outputs, outputs).CopyTo(output[(((row * steps) + t) * outputs)..]);
        Feed(next, previous, definition);
    }
}
