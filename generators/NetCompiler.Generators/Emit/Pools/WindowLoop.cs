using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Emit.Pools;

/// <summary>Loops over the windows of a feature map, channels last, and over the elements of each window.</summary>
internal sealed class WindowLoop(Window window, int channels)
{
    /// <summary>The most elements of a window that are written out one by one.</summary>
    private const int MostUnrolled = 16;

    /// <summary>Whether the elements of a window are written out, because there are few and all are inside the input.</summary>
    private bool IsUnrolled => !window.IsPadded && window.Taps <= MostUnrolled;

    private WindowAxis Height => window.Height;

    private WindowAxis Width => window.Width;

    /// <summary>Elements of a row of the input.</summary>
    private int Pitch => Width.Input * channels;

    /// <summary>Elements of an example of the input.</summary>
    public int InputLength => Height.Input * Pitch;

    /// <summary>Writes the loops over examples, rows and columns of windows.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="element">The element type.</param>
    /// <param name="inputs">The references to elements of the input, each followed by a reference to the first element of the window, such as <c>x</c> and <c>window</c>.</param>
    /// <param name="outputs">The references that go on by one window of channels at a time.</param>
    /// <param name="body">Writes what is done with a window.</param>
    public void Emit(SourceWriter writer, ElementType element, IReadOnlyList<(string Input, string Window)> inputs, IReadOnlyList<string> outputs, Action body)
    {
        using (writer.Block("for (int b = 0; b < m.Rows; b++)"))
        {
            using (writer.Block($"for (int row = 0; row < {Height.Output}; row++)"))
            {
                if (!IsUnrolled)
                    DeclareRange(writer, Height, "row", "top", "bottom");
                using (writer.Block($"for (int column = 0; column < {Width.Output}; column++)"))
                {
                    if (!IsUnrolled)
                        DeclareRange(writer, Width, "column", "left", "right");
                    foreach ((string input, string name) in inputs)
                        writer.Line($"ref {element.Name} {name} = ref {First(input)};");
                    body();
                    foreach (string output in outputs)
                        writer.Line($"{output} = ref Unsafe.Add(ref {output}, {channels});");
                }
            }

            writer.Line();
            foreach ((string input, _) in inputs)
                writer.Line($"{input} = ref Unsafe.Add(ref {input}, {InputLength});");
        }
    }

    /// <summary>Writes something for every element of a window.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="references">The references to the first element of the window.</param>
    /// <param name="body">Writes it, given references to the element, in the order of <paramref name="references"/>.</param>
    public void EmitElements(SourceWriter writer, IReadOnlyList<string> references, Action<IReadOnlyList<string>> body)
    {
        if (IsUnrolled)
        {
            for (int tap = 0; tap < window.Taps; tap++)
            {
                int offset = (tap / Width.Kernel * Pitch) + (tap % Width.Kernel * channels);
                body([.. references.Select(reference => offset == 0 ? reference : $"Unsafe.Add(ref {reference}, {offset})")]);
            }

            return;
        }

        using (writer.Block("for (int i = top; i < bottom; i++)"))
        {
            using (writer.Block("for (int j = left; j < right; j++)"))
                body([.. references.Select(reference => $"Unsafe.Add(ref {reference}, (((i - top) * {Width.Input}) + j - left) * {channels})")]);
        }
    }

    /// <summary>How many elements of the window lie inside the input.</summary>
    public string CountInside => IsUnrolled ? $"{window.Taps}" : "((bottom - top) * (right - left))";

    private string First(string input) => IsUnrolled
        ? $"Unsafe.Add(ref {input}, (row * {Height.Stride * Pitch}) + (column * {Width.Stride * channels}))"
        : $"Unsafe.Add(ref {input}, (top * {Pitch}) + (left * {channels}))";

    /// <summary>The rows or columns of a window that lie inside the input.</summary>
    private static void DeclareRange(SourceWriter writer, WindowAxis axis, string index, string from, string to)
    {
        string first = axis.Stride == 1 ? index : $"({index} * {axis.Stride})";
        if (axis.IsPadded)
            writer.Line($"int {from} = Math.Max({first} - {axis.Before}, 0), {to} = Math.Min({first} + {axis.Kernel - axis.Before}, {axis.Input});");
        else
            writer.Line($"int {from} = {first.Trim('(', ')')}, {to} = {first} + {axis.Kernel};");
    }
}
