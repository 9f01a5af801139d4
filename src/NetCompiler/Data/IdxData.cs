using System.Buffers.Binary;
using System.IO.Compression;

namespace NetCompiler;

/// <summary>Reads data sets in the IDX format of MNIST: a file of unsigned-byte images and one of labels, plain or compressed with
/// gzip.</summary>
public static class IdxData
{
    private const int ImageDimensions = 3;
    private const int LabelDimensions = 1;
    private const int UnsignedByte = 8;

    /// <summary>Reads images and labels as float.</summary>
    /// <param name="imagesPath">The images, such as <c>train-images-idx3-ubyte.gz</c>.</param>
    /// <param name="labelsPath">The labels, such as <c>train-labels-idx1-ubyte.gz</c>.</param>
    /// <param name="scale">The factor on every pixel, 0 to 255 in the file; 1/255 gives values from 0 to 1.</param>
    /// <returns>One example per image: its pixels row by row, and the index of its class.</returns>
    /// <exception cref="InvalidDataException">A file is not what it should be; the message names it.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static Dataset<float> Load(string imagesPath, string labelsPath, double scale = 1.0 / 255.0) =>
        Load<float>(imagesPath, labelsPath, scale);

    /// <summary>Reads images and labels.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="imagesPath">The images, such as <c>train-images-idx3-ubyte.gz</c>.</param>
    /// <param name="labelsPath">The labels, such as <c>train-labels-idx1-ubyte.gz</c>.</param>
    /// <param name="scale">The factor on every pixel, 0 to 255 in the file; 1/255 gives values from 0 to 1.</param>
    /// <returns>One example per image: its pixels row by row, and the index of its class.</returns>
    /// <exception cref="InvalidDataException">A file is not what it should be; the message names it.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static Dataset<T> Load<T>(string imagesPath, string labelsPath, double scale = 1.0 / 255.0) where T : unmanaged
    {
        T[] pixels = Read<T>(imagesPath, ImageDimensions, scale, out int[] shape);
        T[] labels = Read<T>(labelsPath, LabelDimensions, 1.0, out int[] count);
        if (shape[0] != count[0])
            throw new InvalidDataException($"{imagesPath} holds {shape[0]} images, but {labelsPath} holds {count[0]} labels.");
        return new Dataset<T>(pixels, shape[1] * shape[2], labels);
    }

    private static T[] Read<T>(string path, int dimensions, double scale, out int[] shape) where T : unmanaged
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream file = File.OpenRead(path);
        using Stream stream = IsGzip(file) ? new GZipStream(file, CompressionMode.Decompress) : file;
        try
        {
            shape = Header(stream, path, dimensions);
            return Elements<T>(stream, path, shape, scale);
        }
        catch (InvalidDataException exception) when (exception.InnerException is null && !exception.Message.StartsWith(path, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{path}: the gzip data is damaged ({exception.Message}).", exception);
        }
    }

    /// <summary>Looks at the first two bytes, 1F 8B in gzip, whatever the file is called.</summary>
    private static bool IsGzip(FileStream file)
    {
        bool gzip = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        return gzip;
    }

    /// <summary>Reads the magic number (0, 0, element type, dimensions) and the sizes, big-endian.</summary>
    private static int[] Header(Stream stream, string path, int dimensions)
    {
        Span<byte> header = stackalloc byte[4 + (4 * dimensions)];
        Fill(stream, header[..4], path, 0);
        int magic = BinaryPrimitives.ReadInt32BigEndian(header);
        int expected = (UnsignedByte << 8) | dimensions;
        if (magic != expected)
            throw new InvalidDataException(
                $"{path}: the magic number is 0x{magic:X8}; expected 0x{expected:X8}, unsigned bytes in {dimensions} dimensions ({(dimensions == ImageDimensions ? "images" : "labels")}).");
        Fill(stream, header[4..], path, 4);
        var shape = new int[dimensions];
        for (int i = 0; i < dimensions; i++)
        {
            shape[i] = BinaryPrimitives.ReadInt32BigEndian(header[(4 + (4 * i))..]);
            if (shape[i] < 1)
                throw new InvalidDataException($"{path}: dimension {i} is {shape[i]}; it must be at least 1.");
        }

        return shape;
    }

    private static T[] Elements<T>(Stream stream, string path, int[] shape, double scale) where T : unmanaged
    {
        long length = shape.Aggregate(1L, static (product, size) => product <= Array.MaxLength ? product * size : product);
        if (length > Array.MaxLength)
            throw new InvalidDataException($"{path}: {string.Join(" × ", shape)} elements are more than fit into one array.");
        var table = new T[256];
        for (int i = 0; i < table.Length; i++)
            table[i] = Element<T>.From(i * scale);

        // A damaged header can promise far more than the file holds, so memory follows what was read.
        var elements = new List<T>((int)Math.Min(length, 1 << 24));
        var block = new byte[1 << 16];
        while (elements.Count < length)
        {
            Span<byte> part = block.AsSpan(0, (int)Math.Min(block.Length, length - elements.Count));
            Fill(stream, part, path, 4 + (4 * shape.Length) + elements.Count, 4 + (4 * shape.Length) + length);
            foreach (byte value in part)
                elements.Add(table[value]);
        }

        if (stream.ReadByte() >= 0)
            throw new InvalidDataException($"{path}: there is more data than the {string.Join(" × ", shape)} elements of the header.");
        return [.. elements];
    }

    private static void Fill(Stream stream, Span<byte> destination, string path, long position, long? expected = null)
    {
        int read = stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);
        if (read < destination.Length)
            throw new InvalidDataException(
                $"{path}: the file ends after {position + read} bytes; expected {(expected is null ? $"a header of at least {position + destination.Length}" : expected)}.");
    }
}
