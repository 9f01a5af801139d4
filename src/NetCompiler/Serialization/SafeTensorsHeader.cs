using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Json;

namespace NetCompiler;

/// <summary>A tensor of a safetensors file.</summary>
/// <param name="Type">The name of its element type, such as F32.</param>
/// <param name="Shape">Its dimensions, row-major.</param>
/// <param name="Begin">Where its bytes begin, counted from the end of the header.</param>
/// <param name="End">Where they end.</param>
internal sealed record StoredTensor(string Type, ImmutableArray<long> Shape, long Begin, long End);

/// <summary>The beginning of a safetensors file: the length of the header as 8 bytes, and the header, JSON that says what tensors there are and where.</summary>
internal static class SafeTensorsHeader
{
    private const int LengthBytes = sizeof(ulong);

    /// <summary>Tensors begin at a multiple of this.</summary>
    private const int Alignment = 8;

    /// <summary>The most that other readers accept.</summary>
    private const ulong MostBytes = 100_000_000;

    private const string Metadata = "__metadata__";

    /// <summary>Writes length and header.</summary>
    public static void Write(Stream stream, IEnumerable<KeyValuePair<string, StoredTensor>> tensors, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteStartObject(Metadata);
            foreach ((string name, string value) in metadata)
                json.WriteString(name, value);
            json.WriteEndObject();
            foreach ((string name, StoredTensor tensor) in tensors)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", tensor.Type);
                WriteNumbers(json, "shape", tensor.Shape);
                WriteNumbers(json, "data_offsets", [tensor.Begin, tensor.End]);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        int padding = -text.WrittenCount & (Alignment - 1);
        text.GetSpan(padding)[..padding].Fill((byte)' ');
        text.Advance(padding);
        Span<byte> length = stackalloc byte[LengthBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)text.WrittenCount);
        stream.Write(length);
        stream.Write(text.WrittenSpan);
    }

    /// <summary>Reads length and header; the stream is then where the tensors begin.</summary>
    /// <exception cref="InvalidDataException">This is not a header; the message, which is to follow the name of the file, says why.</exception>
    public static IReadOnlyDictionary<string, StoredTensor> Read(Stream stream)
    {
        Span<byte> prefix = stackalloc byte[LengthBytes];
        if (stream.ReadAtLeast(prefix, LengthBytes, throwOnEndOfStream: false) < LengthBytes)
            throw new InvalidDataException("is not a safetensors file: it has fewer than 8 bytes.");
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > MostBytes)
            throw new InvalidDataException($"is not a safetensors file: its first 8 bytes announce a header of {length} bytes, but at most {MostBytes} are allowed.");
        var text = new byte[length];
        int read = stream.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
        if (read < text.Length)
            throw new InvalidDataException($"ends within its header: {read} of {length} bytes are there.");
        try
        {
            using JsonDocument json = JsonDocument.Parse(text);
            return json.RootElement.EnumerateObject().Where(entry => entry.Name != Metadata).ToDictionary(entry => entry.Name, entry => Tensor(entry.Value));
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException or OverflowException)
        {
            throw new InvalidDataException($"has a header that cannot be read ({exception.Message}).", exception);
        }
    }

    private static StoredTensor Tensor(JsonElement entry)
    {
        ImmutableArray<long> offsets = Numbers(entry.GetProperty("data_offsets"));
        if (offsets is not [>= 0 and var begin, var end] || end < begin)
            throw new FormatException($"data_offsets [{string.Join(", ", offsets)}] are no range");
        return new StoredTensor(entry.GetProperty("dtype").GetString() ?? "", Numbers(entry.GetProperty("shape")), begin, end);
    }

    private static ImmutableArray<long> Numbers(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetInt64())];

    private static void WriteNumbers(Utf8JsonWriter json, string name, ImmutableArray<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (long number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }
}
