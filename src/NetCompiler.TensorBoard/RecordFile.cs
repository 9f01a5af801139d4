using System.Buffers.Binary;
using System.Numerics;

namespace NetCompiler.TensorBoard;

/// <summary>A file of records: each has its length, a checksum of the length, its bytes, and a checksum of those.</summary>
internal sealed class RecordFile(Stream stream) : IDisposable
{
    private const int LengthBytes = 8;
    private const int ChecksumBytes = 4;

    /// <summary>Appends a record.</summary>
    public void Append(ReadOnlySpan<byte> record)
    {
        Span<byte> head = stackalloc byte[LengthBytes + ChecksumBytes], tail = stackalloc byte[ChecksumBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(head, (ulong)record.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[LengthBytes..], Checksum(head[..LengthBytes]));
        BinaryPrimitives.WriteUInt32LittleEndian(tail, Checksum(record));
        stream.Write(head);
        stream.Write(record);
        stream.Write(tail);
    }

    /// <summary>Makes readers see what was appended.</summary>
    public void Flush() => stream.Flush();

    public void Dispose() => stream.Dispose();

    /// <summary>CRC-32C, rotated and moved, so that a record that holds a checksum of its own has another one.</summary>
    internal static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (byte one in bytes)
            crc = BitOperations.Crc32C(crc, one);
        return BitOperations.RotateRight(~crc, 15) + 0xa282ead8;
    }
}
