using System.Buffers.Binary;
using System.Text;
using NetCompiler.Tests.Data;
using NetCompiler.Tests.Training;

namespace NetCompiler.Tests.Serialization;

public sealed class SafeTensorsTests
{
    [Fact]
    public void WhatIsSavedIsLoaded()
    {
        LinearNetwork<double> saved = Filled<double>(3, 2), loaded = new(3, 2, "MeanSquaredError");
        using var file = new TemporaryFile("a file that was there before");
        saved.Save(file.Path);
        loaded.Load(file.Path);

        Assert.Equal(saved.Parameters.ToArray(), loaded.Parameters.ToArray());
        Assert.Equal([file.Path], Directory.GetFiles(Path.GetDirectoryName(file.Path)!, $"{Path.GetFileName(file.Path)}*"));
    }

    [Fact]
    public void AFileHasTheFormatAndTheOrderOfPyTorch()
    {
        using var stream = new MemoryStream();
        Filled<float>(3, 2).Save(stream);

        byte[] bytes = stream.ToArray();
        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        Assert.Equal(0, length % 8);
        Assert.Equal(
            """{"__metadata__":{"format":"pt","network":"Linear"},"layers.0.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"layers.0.bias":{"dtype":"F32","shape":[2],"data_offsets":[24,32]}}""",
            Encoding.UTF8.GetString(bytes, 8, length).TrimEnd());
        float[] elements = [.. Enumerable.Range(0, 8).Select(i => BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(8 + length + (4 * i))))];
        // In memory [in, out] = [[1, 2], [3, 4], [5, 6]], so [out, in] in the file; then the bias.
        Assert.Equal([1f, 3, 5, 2, 4, 6, 7, 8], elements);
    }

    [Theory]
    [InlineData("F64", 8)]
    [InlineData("F32", 4)]
    [InlineData("F16", 2)]
    [InlineData("BF16", 2)]
    public void EveryRealTypeIsRead(string type, int size)
    {
        var network = new LinearNetwork<float>(2, 1, "MeanSquaredError");
        double[] values = [1.5, -2, 0.25];
        var data = new byte[3 * size];
        for (int i = 0; i < 3; i++)
            Write(type, data.AsSpan(i * size), values[i]);
        network.Load(SafeTensors($$$"""{"layers.0.bias":{"dtype":"{{{type}}}","shape":[1],"data_offsets":[{{{2 * size}}},{{{3 * size}}}]},"layers.0.weight":{"dtype":"{{{type}}}","shape":[1,2],"data_offsets":[0,{{{2 * size}}}]}}""", data));

        Assert.Equal([1.5f, -2], network.Parameters[..2].ToArray());
        Assert.Equal(0.25f, network.Parameters[network.Definition.Parameters[1].Offset]);
    }

    [Fact]
    public void NamesMayDiffer()
    {
        LinearNetwork<float> saved = Filled<float>(3, 2), loaded = new(3, 2, "MeanSquaredError");
        using var stream = new MemoryStream();
        saved.Save(stream, name => name.Replace("layers.0", "fc"));
        stream.Position = 0;
        var error = Assert.Throws<InvalidDataException>(() => loaded.Load(stream));
        Assert.Equal("The stream lacks layers.0.weight, layers.0.bias of Linear; it has fc.weight, fc.bias, which Linear does not have.", error.Message);

        stream.Position = 0;
        loaded.Load(stream, name => name.Replace("layers.0", "fc"));
        Assert.Equal(saved.Parameters.ToArray(), loaded.Parameters.ToArray());
        Assert.Throws<ArgumentException>(() => saved.Save(new MemoryStream(), _ => "same"));
    }

    [Fact]
    public void WhatIsNoParameterIsAnErrorUnlessAllowed()
    {
        var network = new LinearNetwork<float>(1, 1, "MeanSquaredError");
        string header = """{"layers.0.weight":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]},"layers.0.bias":{"dtype":"F32","shape":[1],"data_offsets":[4,8]},"steps":{"dtype":"I64","shape":[],"data_offsets":[8,16]}}""";
        var error = Assert.Throws<InvalidDataException>(() => network.Load(SafeTensors(header, new byte[16])));
        Assert.Equal("The stream has steps, which Linear does not have; load with strict: false to leave that out.", error.Message);
        network.Load(SafeTensors(header, new byte[16]), strict: false);
    }

    [Theory]
    [InlineData("F32", "[3,2]", "[0,24]", 32, "has layers.0.weight as [3, 2], but expected was [2, 3].")]
    [InlineData("I32", "[2,3]", "[0,24]", 32, "has layers.0.weight as I32, but only F32, F64, F16, BF16 can be read.")]
    [InlineData("F32", "[2,3]", "[0,20]", 32, "gives layers.0.weight 20 bytes, but 6 elements of type F32 take 24.")]
    [InlineData("F32", "[2,3]", "[24,0]", 32, "has a header that cannot be read (data_offsets [24, 0] are no range).")]
    [InlineData("F32", "[2,3]", "[0,24]", 31, "ends within its tensors: 31 of 32 bytes are there.")]
    [InlineData("F32", "[2,3]", "[9000000000,9000000024]", 32, "ends within its tensors: 32 of 9000000024 bytes are there.")]
    public void WhatDoesNotFitIsSaidAndChangesNothing(string type, string shape, string offsets, int bytes, string message)
    {
        LinearNetwork<float> network = Filled<float>(3, 2);
        float[] before = network.Parameters.ToArray();
        string header = $$$"""{"layers.0.weight":{"dtype":"{{{type}}}","shape":{{{shape}}},"data_offsets":{{{offsets}}}},"layers.0.bias":{"dtype":"F32","shape":[2],"data_offsets":[24,32]}}""";
        var error = Assert.Throws<InvalidDataException>(() => network.Load(SafeTensors(header, new byte[bytes])));
        Assert.Equal($"The stream {message}", error.Message);
        Assert.Equal(before, network.Parameters.ToArray());
    }

    [Theory]
    [InlineData("", "is not a safetensors file: it has fewer than 8 bytes.")]
    [InlineData("label,x,y\n1,2,3\n", "is not a safetensors file: its first 8 bytes announce a header of ")]
    [InlineData("\u0009\0\0\0\0\0\0\0{}", "ends within its header: 2 of 9 bytes are there.")]
    [InlineData("\u0002\0\0\0\0\0\0\0[]", "has a header that cannot be read")]
    [InlineData("\u0002\0\0\0\0\0\0\0{]", "has a header that cannot be read")]
    public void AnotherFileIsRefused(string text, string message)
    {
        using var file = new TemporaryFile(Encoding.Latin1.GetBytes(text));
        var error = Assert.Throws<InvalidDataException>(() => Filled<float>(3, 2).Load(file.Path));
        Assert.StartsWith($"{file.Path} {message}", error.Message, StringComparison.Ordinal);
    }

    /// <summary>1, 2, 3 … in every tensor one after another.</summary>
    private static LinearNetwork<T> Filled<T>(int inputs, int outputs) where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        var network = new LinearNetwork<T>(inputs, outputs, "MeanSquaredError");
        int next = 0;
        foreach (ParameterInfo parameter in network.Definition.Parameters)
        {
            for (int i = 0; i < parameter.Length; i++)
                network.Parameters[parameter.Offset + i] = T.CreateChecked(++next);
        }

        return network;
    }

    private static MemoryStream SafeTensors(string header, byte[] data)
    {
        var stream = new MemoryStream();
        var length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(Encoding.ASCII.GetBytes(header));
        stream.Write(data);
        stream.Position = 0;
        return stream;
    }

    private static void Write(string type, Span<byte> bytes, double value)
    {
        switch (type)
        {
            case "F64":
                BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
                break;
            case "F32":
                BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)value);
                break;
            case "F16":
                BinaryPrimitives.WriteHalfLittleEndian(bytes, (Half)value);
                break;
            default:
                BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)(BitConverter.SingleToUInt32Bits((float)value) >> 16));
                break;
        }
    }
}
