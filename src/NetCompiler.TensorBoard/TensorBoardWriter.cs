using System.Globalization;
using Google.Protobuf;
using NetCompiler.TensorBoard.Records;

namespace NetCompiler.TensorBoard;

/// <summary>Writes an event file, which TensorBoard shows: <c>tensorboard --logdir runs</c>. May be used by several threads at once.</summary>
/// <remarks>A tag such as <c>loss/training</c> names a chart; what stands in front of the first slash is the group it is shown in. Runs in folders next to each other are compared.</remarks>
public sealed class TensorBoardWriter : IDisposable
{
    /// <summary>The version of event files that TensorBoard reads.</summary>
    private const string Version = "brain.Event:2";

    /// <summary>TensorBoard's number for strings.</summary>
    private const int Strings = 7;

    private static int s_files;

    private readonly RecordFile _file;
    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private bool _isDisposed;

    /// <summary>Begins a new event file.</summary>
    /// <param name="directory">The folder of the run, made if it is not there.</param>
    /// <param name="clock">What tells the time of events; null for the system's clock.</param>
    /// <exception cref="IOException">The file cannot be made.</exception>
    public TensorBoardWriter(string directory, TimeProvider? clock = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        _clock = clock ?? TimeProvider.System;
        Directory.CreateDirectory(directory);
        // Names as TensorBoard expects them, different for every writer of every process.
        string name = string.Create(
            CultureInfo.InvariantCulture,
            $"events.out.tfevents.{_clock.GetUtcNow().ToUnixTimeSeconds():0000000000}.{Environment.MachineName}.{Environment.ProcessId}.{Interlocked.Increment(ref s_files)}");
        Path = System.IO.Path.GetFullPath(System.IO.Path.Combine(directory, name));
        _file = new RecordFile(new FileStream(Path, FileMode.CreateNew, FileAccess.Write, FileShare.Read));
        Append(new Event { FileVersion = Version });
        Flush();
    }

    /// <summary>The event file.</summary>
    public string Path { get; }

    /// <summary>Writes a number.</summary>
    /// <param name="tag">The chart.</param>
    /// <param name="value">The number; it may be infinite or NaN.</param>
    /// <param name="step">The step, from which its place on the chart follows.</param>
    /// <exception cref="ArgumentException"><paramref name="tag"/> is empty.</exception>
    /// <exception cref="ObjectDisposedException">The writer was disposed of.</exception>
    public void AddScalar(string tag, double value, long step) => Add(tag, step, new Summary.Types.Value { SimpleValue = (float)value });

    /// <summary>Writes how values are distributed; those that are not finite do not count.</summary>
    /// <param name="tag">The chart.</param>
    /// <param name="values">The values.</param>
    /// <param name="step">The step.</param>
    /// <exception cref="ArgumentException"><paramref name="tag"/> is empty, or no value is finite.</exception>
    /// <exception cref="ObjectDisposedException">The writer was disposed of.</exception>
    public void AddHistogram(string tag, ReadOnlySpan<double> values, long step) => Add(tag, step, new Summary.Types.Value { Histogram = HistogramOf.Values(values) ?? throw Empty(tag, values.Length) });

    /// <inheritdoc cref="AddHistogram(string, ReadOnlySpan{double}, long)"/>
    public void AddHistogram(string tag, ReadOnlySpan<float> values, long step)
    {
        double[] wide = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
            wide[i] = values[i];
        AddHistogram(tag, wide, step);
    }

    /// <summary>Writes how the outputs of a layer are distributed.</summary>
    /// <param name="tag">The chart.</param>
    /// <param name="histogram">What was measured in training.</param>
    /// <param name="step">The step.</param>
    /// <exception cref="ArgumentException"><paramref name="tag"/> or <paramref name="histogram"/> is empty.</exception>
    /// <exception cref="ObjectDisposedException">The writer was disposed of.</exception>
    public void AddHistogram(string tag, ActivationHistogram histogram, long step)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        Add(tag, step, new Summary.Types.Value { Histogram = HistogramOf.Activations(histogram) ?? throw Empty(tag, 0) });
    }

    /// <summary>Writes a text, which is shown as Markdown.</summary>
    /// <param name="tag">Its name.</param>
    /// <param name="text">The text.</param>
    /// <param name="step">The step.</param>
    /// <exception cref="ArgumentException"><paramref name="tag"/> is empty.</exception>
    /// <exception cref="ObjectDisposedException">The writer was disposed of.</exception>
    public void AddText(string tag, string text, long step)
    {
        ArgumentNullException.ThrowIfNull(text);
        var tensor = new Tensor { Dtype = Strings, Shape = new Tensor.Types.Shape { Dim = { new Tensor.Types.Dim { Size = 1 } } }, StringVal = { ByteString.CopyFromUtf8(text) } };
        Add(tag, step, new Summary.Types.Value { Tensor = tensor, Metadata = new Metadata { PluginData = new Metadata.Types.Plugin { PluginName = "text" } } });
    }

    /// <summary>Makes a TensorBoard that is open see everything so far.</summary>
    /// <exception cref="ObjectDisposedException">The writer was disposed of.</exception>
    public void Flush()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _file.Flush();
        }
    }

    /// <summary>Ends the file.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _file.Dispose();
        }
    }

    private void Add(string tag, long step, Summary.Types.Value value)
    {
        ArgumentException.ThrowIfNullOrEmpty(tag);
        value.Tag = tag;
        Append(new Event { Step = step, Summary = new Summary { Value = { value } } });
    }

    private void Append(Event one)
    {
        one.WallTime = _clock.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;
        byte[] record = one.ToByteArray();
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _file.Append(record);
        }
    }

    private static ArgumentException Empty(string tag, int count) => new($"A histogram needs a finite value; {tag} has {count.ToString(CultureInfo.InvariantCulture)} values, and none is.");
}
