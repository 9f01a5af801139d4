namespace NetCompiler.Interpreter;

/// <summary>Arithmetic on dimensions.</summary>
internal static class Shapes
{
    public static int Length(ReadOnlySpan<int> shape)
    {
        int length = 1;
        foreach (int size in shape)
            length = checked(length * size);
        return length;
    }

    public static string Describe(ReadOnlySpan<int> shape) => $"[{string.Join(", ", shape.ToArray())}]";
}
