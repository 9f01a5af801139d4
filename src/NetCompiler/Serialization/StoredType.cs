using System.Buffers.Binary;

namespace NetCompiler;

/// <summary>An element type of a file, and how its elements are read.</summary>
internal sealed record StoredType(string Name, int Size, Func<ReadOnlySpan<byte>, double> Read)
{
    /// <summary>Where only the upper half of a float is kept.</summary>
    private const int HalfOfFloat = 16;

    public static StoredType Float { get; } = new("F32", sizeof(float), static bytes => BinaryPrimitives.ReadSingleLittleEndian(bytes));

    public static StoredType Double { get; } = new("F64", sizeof(double), static bytes => BinaryPrimitives.ReadDoubleLittleEndian(bytes));

    private static readonly StoredType[] All =
    [
        Float,
        Double,
        new("F16", sizeof(ushort), static bytes => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes)),
        new("BF16", sizeof(ushort), static bytes => BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(bytes) << HalfOfFloat)),
    ];

    /// <summary>Writes an element of a network.</summary>
    public void Write(Span<byte> bytes, double value)
    {
        if (Size == sizeof(double))
            BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        else
            BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)value);
    }

    /// <summary>The names of all types that can be read.</summary>
    public static string Names => string.Join(", ", All.Select(type => type.Name));

    /// <summary>The type that a network's elements are written as.</summary>
    public static StoredType Of<T>() where T : unmanaged => typeof(T) == typeof(double) ? Double : Float;

    /// <summary>The type of a name, or null for one that holds no real numbers.</summary>
    public static StoredType? Find(string name) => Array.Find(All, type => type.Name == name);
}
