using Tensorboard;

namespace NetCompiler.TensorBoard.Tests;

/// <summary>Reads an event file, with checksums from the definition and classes of messages that are not ours.</summary>
internal static class EventFile
{
    public static IReadOnlyList<Event> Read(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new BinaryReader(file);
        var events = new List<Event>();
        while (file.Position < file.Length)
        {
            byte[] length = reader.ReadBytes(8);
            Assert.Equal(Masked(length), reader.ReadUInt32());
            byte[] record = reader.ReadBytes((int)BitConverter.ToUInt64(length));
            Assert.Equal(Masked(record), reader.ReadUInt32());
            events.Add(Event.Parser.ParseFrom(record));
        }

        return events;
    }

    /// <summary>The numbers of a chart by step.</summary>
    public static IReadOnlyList<(long Step, float Value)> Scalars(this IEnumerable<Event> events, string tag) =>
        [.. events.Where(one => one.Summary is not null).SelectMany(one => one.Summary.Value.Where(value => value.Tag == tag).Select(value => (one.Step, value.SimpleValue)))];

    /// <summary>The only value of a chart.</summary>
    public static Summary.Types.Value Single(this IEnumerable<Event> events, string tag) => Assert.Single(events.Where(one => one.Summary is not null).SelectMany(one => one.Summary.Value), value => value.Tag == tag);

    /// <summary>CRC-32C bit by bit, with the reflected polynomial, masked.</summary>
    public static uint Masked(ReadOnlySpan<byte> bytes)
    {
        uint crc = ~0u;
        foreach (byte one in bytes)
        {
            crc ^= one;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0x82F63B78;
        }

        crc = ~crc;
        return ((crc >> 15) | (crc << 17)) + 0xa282ead8;
    }
}
