namespace NetCompiler.Generators.Emit.Pools;

/// <summary>Loops over the channels of a position, vector by vector, for kernels that do the same to every channel.</summary>
internal static class ChannelLoop
{
    /// <summary>How a body reads and writes the vector of channels at <c>c</c>.</summary>
    internal sealed class Access(VectorDialect vector, string? count)
    {
        public string Load(string reference) => count is null
            ? $"Vector.LoadUnsafe(ref {reference}, (nuint)c)"
            : $"VectorMath.LoadFirst(ref Unsafe.Add(ref {reference}, c), {count})";

        public string Store(string value, string reference) => count is null
            ? $"{value}.StoreUnsafe(ref {reference}, (nuint)c);"
            : $"VectorMath.StoreFirst({value}, ref Unsafe.Add(ref {reference}, c), {count});";

        public VectorDialect Vector => vector;
    }

    /// <summary>Writes the loop over whole vectors and what is done with the channels that are left.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="element">The element type.</param>
    /// <param name="channels">How many channels there are.</param>
    /// <param name="body">Writes what is done with one vector of channels.</param>
    public static void Emit(SourceWriter writer, ElementType element, int channels, Action<Access> body)
    {
        VectorDialect vector = VectorDialect.Portable(element);
        // The narrowest and the widest vector that there is.
        bool mayFill = channels * element.Size >= 16, mayLeave = channels * element.Size % 64 != 0;
        writer.Line("int c = 0;");
        if (mayFill)
        {
            using (writer.Block($"for (; c <= {channels} - {vector.Count}; c += {vector.Count})"))
                body(new Access(vector, count: null));
        }

        if (!mayLeave)
            return;
        if (mayFill)
            writer.Line();
        // The count is a constant for the JIT.
        using (writer.Block($"if (c < {channels})"))
            body(new Access(vector, $"{channels} % {vector.Count}"));
    }
}
