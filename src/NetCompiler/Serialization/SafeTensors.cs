namespace NetCompiler;

/// <summary>Saves the parameters of networks, running statistics included, to files in the safetensors format, and loads them again.</summary>
/// <remarks><para>Every tensor of <see cref="NetworkDefinition.Parameters"/> is saved by its name, in the layout of PyTorch: a weight as <c>[out, in]</c>, that of a convolution as
/// <c>[out, in, height, width]</c>; the gates of a cell follow one another as they do there. The format is that of https://github.com/huggingface/safetensors.</para>
/// <para>A file holds numbers and nothing that could run. It does not say what the network computes: loading wants a network of the same declaration.</para></remarks>
public static class SafeTensors
{
    /// <summary>Saves the parameters to a file. An existing file is replaced when the new one is complete.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="network">The network; nobody may write its parameters meanwhile.</param>
    /// <param name="path">Where to, such as <c>digits.safetensors</c>.</param>
    /// <param name="nameInFile">What a parameter such as <c>layers.0.weight</c> is called in the file; null for the same name.</param>
    /// <exception cref="ArgumentException">Two parameters get one name.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save<T>(this INetwork<T> network, string path, Func<string, string>? nameInFile = null) where T : unmanaged
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string unfinished = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (FileStream stream = File.Create(unfinished))
                Save(network, stream, nameInFile);
            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>Saves the parameters to a stream, from where it is.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="network">The network; nobody may write its parameters meanwhile.</param>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="nameInFile">What a parameter is called in the file; null for the same name.</param>
    /// <exception cref="ArgumentException">Two parameters get one name.</exception>
    public static void Save<T>(this INetwork<T> network, Stream stream, Func<string, string>? nameInFile = null) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(stream);
        StoredType type = StoredType.Of<T>();
        NamedTensor[] tensors = [.. NamedTensor.Of(network.Definition, nameInFile)];
        var stored = new Dictionary<string, StoredTensor>();
        long end = 0;
        foreach (NamedTensor tensor in tensors)
        {
            long begin = end;
            end += (long)tensor.Parameter.Length * type.Size;
            stored.Add(tensor.Name, new StoredTensor(type.Name, [.. tensor.Layout.Shape.Select(size => (long)size)], begin, end));
        }

        SafeTensorsHeader.Write(stream, stored, [new("format", "pt"), new("network", network.Definition.Name)]);
        foreach (NamedTensor tensor in tensors)
            stream.Write(Encode<T>(tensor, type, network.Parameters.Slice(tensor.Parameter.Offset, tensor.Parameter.Length)));
    }

    /// <summary>Loads parameters from a file: those that <see cref="Save{T}(INetwork{T}, string, Func{string, string})"/> wrote, or those of another engine for the same network. Elements may be F16, BF16, F32 or F64.
    /// If anything does not fit, nothing is changed.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="network">The network; nobody may use it meanwhile.</param>
    /// <param name="path">The file.</param>
    /// <param name="nameInFile">What a parameter such as <c>layers.0.weight</c> is called in the file; null for the same name.</param>
    /// <param name="strict">Whether a tensor that is no parameter of the network is an error.</param>
    /// <exception cref="InvalidDataException">The file is damaged, lacks a parameter, or has one of another shape; the message names them.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static void Load<T>(this INetwork<T> network, string path, Func<string, string>? nameInFile = null, bool strict = true) where T : unmanaged
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream stream = File.OpenRead(path);
        Load(network, stream, path, nameInFile, strict);
    }

    /// <summary>Loads parameters from a stream, such as an embedded resource, from where it is to its end. If anything does not fit, nothing is changed.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="network">The network; nobody may use it meanwhile.</param>
    /// <param name="stream">Where from; it stays open.</param>
    /// <param name="nameInFile">What a parameter is called in the file; null for the same name.</param>
    /// <param name="strict">Whether a tensor that is no parameter of the network is an error.</param>
    /// <exception cref="InvalidDataException">The data is damaged, lacks a parameter, or has one of another shape; the message names them.</exception>
    public static void Load<T>(this INetwork<T> network, Stream stream, Func<string, string>? nameInFile = null, bool strict = true) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(stream);
        Load(network, stream, "The stream", nameInFile, strict);
    }

    private static void Load<T>(INetwork<T> network, Stream stream, string source, Func<string, string>? nameInFile, bool strict) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(network);
        var values = new T[network.Definition.ParameterVectorLength];
        try
        {
            IReadOnlyDictionary<string, StoredTensor> stored = SafeTensorsHeader.Read(stream);
            NamedTensor[] tensors = [.. NamedTensor.Of(network.Definition, nameInFile)];
            NamedTensor.Check(tensors, stored, network.Definition, strict);
            ReadOnlySpan<byte> data = ReadToEnd(stream, stored.Values.Select(tensor => tensor.End).DefaultIfEmpty(0).Max());
            foreach (NamedTensor tensor in tensors)
                Decode(tensor, stored[tensor.Name], data, values.AsSpan(tensor.Parameter.Offset, tensor.Parameter.Length));
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"{source} {exception.Message}", exception.InnerException);
        }

        values.CopyTo(network.Parameters);
    }

    /// <summary>Reads what is there, and only then asks whether it is enough: a length that is wrong must not take memory.</summary>
    private static ReadOnlySpan<byte> ReadToEnd(Stream stream, long length)
    {
        var data = new MemoryStream();
        stream.CopyTo(data);
        return data.Length >= length ? data.GetBuffer() : throw new InvalidDataException($"ends within its tensors: {data.Length} of {length} bytes are there.");
    }

    private static byte[] Encode<T>(NamedTensor tensor, StoredType type, ReadOnlySpan<T> values) where T : unmanaged
    {
        var bytes = new byte[values.Length * type.Size];
        for (int i = 0; i < values.Length; i++)
            type.Write(bytes.AsSpan(i * type.Size), Element<T>.ToDouble(values[tensor.Layout.InMemory(i)]));
        return bytes;
    }

    private static void Decode<T>(NamedTensor tensor, StoredTensor stored, ReadOnlySpan<byte> data, Span<T> values) where T : unmanaged
    {
        StoredType type = StoredType.Find(stored.Type)!;
        ReadOnlySpan<byte> bytes = data[(int)stored.Begin..];
        for (int i = 0; i < values.Length; i++)
            values[tensor.Layout.InMemory(i)] = Element<T>.From(type.Read(bytes[(i * type.Size)..]));
    }
}
