using System.Text;
using Tensorboard;

namespace NetCompiler.TensorBoard.Tests;

public sealed class WriterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("netcompiler-board-").FullName;

    /// <summary>The check value of CRC-32C in the literature: E3069283 for the digits from 1 to 9.</summary>
    [Fact]
    public void The_reader_of_these_tests_knows_checksums()
    {
        const uint known = 0xE3069283;
        Assert.Equal(((known >> 15) | (known << 17)) + 0xa282ead8, EventFile.Masked(Encoding.ASCII.GetBytes("123456789")));
    }

    [Fact]
    public void A_file_begins_with_its_version_and_is_named_as_TensorBoard_expects()
    {
        using var writer = new TensorBoardWriter(_folder, new Clock(new DateTimeOffset(2024, 5, 6, 7, 8, 9, 500, TimeSpan.Zero)));
        Assert.StartsWith("events.out.tfevents.1714979289.", Path.GetFileName(writer.Path), StringComparison.Ordinal);
        Event first = Assert.Single(EventFile.Read(writer.Path));
        Assert.Equal(("brain.Event:2", 1714979289.5, 0L), (first.FileVersion, first.WallTime, first.Step));
    }

    [Fact]
    public void Scalars_come_back()
    {
        string path;
        using (var writer = new TensorBoardWriter(_folder))
        {
            path = writer.Path;
            for (int step = 0; step < 300; step++)
                writer.AddScalar("loss/ü", 1.0 / (step + 1), step);
            writer.AddScalar("odd", double.NaN, 1L << 40);
        }

        IReadOnlyList<Event> events = EventFile.Read(path);
        Assert.Equal(Enumerable.Range(0, 300).Select(step => ((long)step, 1f / (step + 1))), events.Scalars("loss/ü"));
        (long at, float value) = Assert.Single(events.Scalars("odd"));
        Assert.Equal((1L << 40, float.NaN), (at, value));
    }

    [Fact]
    public void Histograms_hold_every_finite_value_once()
    {
        float[] values = [-1, -0.5f, 0, 0.25f, 3, 3, float.NaN, float.PositiveInfinity];
        HistogramProto histogram = Written(writer => writer.AddHistogram("h", values, 7)).Histo;
        Assert.Equal((-1, 3, 6, 4.75, 1 + 0.25 + 0.0625 + 18), (histogram.Min, histogram.Max, histogram.Num, histogram.Sum, histogram.SumSquares));
        Assert.Equal(6, histogram.Bucket.Sum());
        Assert.Equal(histogram.BucketLimit.Count, histogram.Bucket.Count);
        Assert.Equal(histogram.BucketLimit.Order(), histogram.BucketLimit);
        Assert.Equal((3, 2), (histogram.BucketLimit[^1], histogram.Bucket[^1]));
        // Each value lies in the bucket that its limits say.
        double[] finite = [-1, -0.5, 0, 0.25];
        Assert.All(finite, value => Assert.Equal(1, histogram.Bucket[histogram.BucketLimit.TakeWhile(limit => limit <= value).Count()]));
    }

    [Fact]
    public void Values_that_are_all_the_same_are_one_bucket()
    {
        HistogramProto histogram = Written(writer => writer.AddHistogram("h", new double[] { 2, 2, 2 }, 1)).Histo;
        Assert.Equal((2, 2, 3), (histogram.Min, histogram.Max, histogram.Num));
        Assert.Equal([3.0], histogram.Bucket);
    }

    [Fact]
    public void Histograms_of_training_keep_their_buckets()
    {
        HistogramProto histogram = Written(writer => writer.AddHistogram("h", new ActivationHistogram(-1, 1, [1, 0, 2, 5]), 1)).Histo;
        Assert.Equal([-0.5, 0, 0.5, 1], histogram.BucketLimit);
        Assert.Equal([1.0, 0, 2, 5], histogram.Bucket);
        Assert.Equal((-1, 1, 8, 3.5), (histogram.Min, histogram.Max, histogram.Num, histogram.Sum));
    }

    [Fact]
    public void Texts_come_back()
    {
        Summary.Types.Value value = Written(writer => writer.AddText("h", "**größer** than 1", 3));
        Assert.Equal("text", value.Metadata.PluginData.PluginName);
        Assert.Equal(DataType.DtString, value.Tensor.Dtype);
        Assert.Equal(1, Assert.Single(value.Tensor.TensorShape.Dim).Size);
        Assert.Equal("**größer** than 1", Assert.Single(value.Tensor.StringVal).ToStringUtf8());
    }

    [Fact]
    public async Task Threads_write_whole_records()
    {
        using var writer = new TensorBoardWriter(_folder);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            for (int step = 0; step < 200; step++)
                writer.AddScalar($"thread/{thread}", step, step);
        })));
        writer.Flush();
        IReadOnlyList<Event> events = EventFile.Read(writer.Path);
        Assert.All(Enumerable.Range(0, 8), thread => Assert.Equal(Enumerable.Range(0, 200).Select(step => (float)step), events.Scalars($"thread/{thread}").Select(point => point.Value)));
    }

    [Fact]
    public void Writers_in_one_folder_have_files_of_their_own_and_what_is_wrong_is_said()
    {
        using var one = new TensorBoardWriter(_folder);
        var other = new TensorBoardWriter(_folder);
        Assert.NotEqual(one.Path, other.Path);
        Assert.Throws<ArgumentException>(() => other.AddScalar("", 1, 1));
        Assert.Contains("h has 1 values, and none is", Assert.Throws<ArgumentException>(() => other.AddHistogram("h", new double[] { double.NaN }, 1)).Message, StringComparison.Ordinal);
        other.Dispose();
        Assert.Throws<ObjectDisposedException>(() => other.AddScalar("a", 1, 1));
        Assert.Throws<ArgumentNullException>(() => new TensorBoardProgress(null!));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Summary.Types.Value Written(Action<TensorBoardWriter> write)
    {
        using var writer = new TensorBoardWriter(_folder);
        write(writer);
        writer.Flush();
        return EventFile.Read(writer.Path).Single("h");
    }

    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
