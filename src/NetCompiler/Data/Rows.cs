namespace NetCompiler;

/// <summary>Rows of equal length, one after the other in flat memory.</summary>
internal static class Rows
{
    /// <summary>How many rows there are in <paramref name="length"/> elements.</summary>
    public static int Count(int length, int rowLength, string name) => length % rowLength == 0
        ? length / rowLength
        : throw new ArgumentException($"{name} holds {length} elements, which is not a multiple of the {rowLength} of one example.", name);

    /// <summary>The length of the first row, or 0.</summary>
    public static int Width<T>(T[][]? rows) => rows is [{ } first, ..] ? first.Length : 0;

    /// <summary>Copies rows into one array.</summary>
    public static T[] Flatten<T>(T[][] rows, string name)
    {
        ArgumentNullException.ThrowIfNull(rows, name);
        int width = Width(rows);
        if (width == 0)
            throw new ArgumentException($"{name} is empty: there must be at least one row, of at least one element.", name);
        var flat = new T[checked(rows.Length * width)];
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i]?.Length != width)
                throw new ArgumentException($"{name}[{i}] has {rows[i]?.Length ?? 0} elements; {name}[0] has {width}.", name);
            rows[i].CopyTo(flat, i * width);
        }

        return flat;
    }

    /// <summary>Class indices as elements.</summary>
    public static T[] FromLabels<T>(int[] labels) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(labels);
        return Array.ConvertAll(labels, static label => Element<T>.From(label));
    }

    /// <summary>Copies chosen rows, in the given order.</summary>
    public static void Gather<T>(ReadOnlySpan<T> rows, int rowLength, ReadOnlySpan<int> order, Span<T> destination)
    {
        if (rowLength == 1)
        {
            for (int i = 0; i < order.Length; i++)
                destination[i] = rows[order[i]];
            return;
        }

        for (int i = 0; i < order.Length; i++)
            rows.Slice(order[i] * rowLength, rowLength).CopyTo(destination.Slice(i * rowLength, rowLength));
    }
}
