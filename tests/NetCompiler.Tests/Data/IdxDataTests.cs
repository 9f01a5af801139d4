using System.IO.Compression;

namespace NetCompiler.Tests.Data;

public class IdxDataTests
{
    private static readonly byte[] s_images = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3, 0, 51, 102, 153, 204, 255, 1, 2, 3, 4, 5, 6];
    private static readonly byte[] s_labels = [0, 0, 8, 1, 0, 0, 0, 2, 7, 0];

    private static byte[] Compress(byte[] bytes)
    {
        var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Optimal))
            gzip.Write(bytes);
        return memory.ToArray();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Images_and_labels_are_read(bool compressed)
    {
        using var images = new TemporaryFile(compressed ? Compress(s_images) : s_images);
        using var labels = new TemporaryFile(compressed ? Compress(s_labels) : s_labels);

        Dataset<float> data = IdxData.Load(images.Path, labels.Path);

        Assert.Equal((2, 6, 1), (data.Count, data.InputLength, data.TargetLength));
        Assert.Equal([0f, 0.2f, 0.4f, 0.6f, 0.8f, 1f], data.Input(0).ToArray(), (a, b) => Math.Abs(a - b) < 1e-6f);
        Assert.Equal([7f, 0f], data.Targets.ToArray());
        Assert.Equal([1.0, 2, 3, 4, 5, 6], IdxData.Load<double>(images.Path, labels.Path, scale: 1.0).Input(1).ToArray());
    }

    [Fact]
    public void Broken_files_are_named()
    {
        Fails([0, 0, 9, 3, .. s_images[4..]], s_labels, "the magic number is 0x00000903; expected 0x00000803");
        Fails(s_labels, s_labels, "0x00000801; expected 0x00000803, unsigned bytes in 3 dimensions (images)");
        Fails(s_images[..^1], s_labels, "ends after 27 bytes; expected 28");
        Fails(s_images[..10], s_labels, "ends after 10 bytes; expected a header of at least 16");
        Fails(s_images[..2], s_labels, "ends after 2 bytes");
        Fails([.. s_images, 0], s_labels, "more data than the 2 × 2 × 3 elements");
        Fails([0, 0, 8, 3, 127, 255, 255, 255, 127, 255, 255, 255, 127, 255, 255, 255, 1], s_labels, "more than fit into one array");
        Fails([0, 0, 8, 3, 0, 0, 0, 0, .. s_images[8..]], s_labels, "dimension 0 is 0");
        Fails(Compress(s_images)[..20], s_labels, "ends after");
        Fails(s_images, [0, 0, 8, 1, 0, 0, 0, 1, 7], "holds 2 images, but", "holds 1 labels");
        byte[] damaged = Compress(s_images);
        damaged[12] ^= 0xFF;
        Fails(damaged, s_labels, "");
    }

    private static void Fails(byte[] images, byte[] labels, params string[] messages)
    {
        using var imageFile = new TemporaryFile(images);
        using var labelFile = new TemporaryFile(labels);
        string message = Assert.Throws<InvalidDataException>(() => IdxData.Load(imageFile.Path, labelFile.Path)).Message;
        Assert.Contains(imageFile.Path, message);
        Assert.All(messages, expected => Assert.Contains(expected, message));
    }
}
