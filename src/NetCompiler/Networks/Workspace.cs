namespace NetCompiler;

/// <summary>The memory of one training step of one network: gradients and activations, allocated once.</summary>
/// <remarks>Make it with <see cref="INetwork{T}.CreateWorkspace"/>. A workspace serves one thread at a time.</remarks>
/// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Workspace<T> where T : unmanaged
{
    private readonly AlignedBuffer<T> _gradients;
    private AlignedBuffer<T> _arena;
    private T[]? _previous;

    internal Workspace(NetworkDefinition definition, int maxBatch, int arenaLength)
    {
        Definition = definition;
        MaxBatch = maxBatch;
        _gradients = new AlignedBuffer<T>(definition.ParameterVectorLength);
        _arena = new AlignedBuffer<T>(arenaLength);
    }

    /// <summary>The network that this workspace belongs to.</summary>
    public NetworkDefinition Definition { get; }

    /// <summary>The largest batch it serves.</summary>
    public int MaxBatch { get; }

    /// <summary>The seed of all that is random in a training step, such as <c>Dropout</c>; at first the network's own.</summary>
    public ulong Seed { get; set; }

    /// <summary>The number of the next training step, which together with <see cref="Seed"/> decides what it draws. A gradient of a network that draws something
    /// adds 1; set it back to draw the same again.</summary>
    public long Step { get; set; }

    /// <summary>The gradient of the loss, laid out as <see cref="INetwork{T}.Parameters"/>; gaps hold zero.</summary>
    public Span<T> Gradients => _gradients.Span;

    /// <summary>After a gradient whose loss is infinite or NaN, the path of the first layer with an activation that is, such as <c>layers.2</c>; null when all activations are finite.
    /// After one with a finite loss, that of the first normalization over the batch whose statistics are not finite, which then leaves the running ones alone; otherwise null.</summary>
    public string? FirstNonFiniteLayer { get; internal set; }

    /// <summary>Whether the network is a compiled one, which gives the same gradient again and can find where it is not finite.</summary>
    internal bool IsSearchable { get; init; }

    /// <summary>Whether the next gradients are to find the first layer that is not finite even if the loss is finite.</summary>
    internal bool IsSuspect { get; set; }

    /// <summary>What the search for a layer that is not finite needs, which most workspaces never do.</summary>
    internal NonFiniteSearch<T> Search => field ??= new NonFiniteSearch<T>(Definition);

    internal ref T FirstGradient => ref _gradients.First;

    internal ref T Arena => ref _arena.First;

    /// <summary>What a decoder reads when nothing else is passed.</summary>
    internal Span<T> Previous(int length) => (_previous is { } known && known.Length >= length ? known : _previous = new T[length]).AsSpan(0, length);

    /// <summary>The same memory, of which a step that is measured takes more.</summary>
    internal ref T MeasuringArena(int length)
    {
        if (_arena.Length < length)
            _arena = new AlignedBuffer<T>(length);
        return ref _arena.First;
    }
}
