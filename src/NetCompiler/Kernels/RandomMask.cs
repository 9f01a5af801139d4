using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetCompiler.Kernels;

/// <summary>Where the random numbers of a row block come from; used by generated code.</summary>
/// <param name="Seed">The seed of the workspace.</param>
/// <param name="Step">The step of the workspace.</param>
/// <param name="FirstRow">The index in the batch of the block's first row.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct Draws(ulong Seed, long Step, int FirstRow);

/// <summary>Random factors of 0 and 1/(1 - p), computed wherever they are needed instead of being kept; used by generated code.</summary>
/// <remarks>A factor is a function of seed, step, stream and its index in the batch, so blocks of any size and vectors of any width see the same. With the 64 bits
/// k₁·2³² + k₀ that <see cref="Philox"/> gives for the seed, the stream and the step, the number of index i is, in 32-bit arithmetic,
/// <code>
/// h ← i + k₀;  h ← h ⊕ ⌊h / 2¹⁶⌋;  h ← h · 0x7FEB352D + k₁;  h ← h ⊕ ⌊h / 2¹⁵⌋;  h ← h · 0x846CA68B
/// </code>
/// (constants of Wellons, "Prospecting for hash functions", 2018), and the factor is 0 where ⌊h / 2⌋ is less than p · 2³¹, rounded.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct RandomMask<T> where T : unmanaged
{
    private readonly ulong _key;
    private readonly uint _first;
    private readonly int _lastDropped;
    private readonly T _scale;

    /// <summary>The factors of a row block.</summary>
    /// <param name="draws">Where they come from.</param>
    /// <param name="stream">Which of the seed's streams, by convention <see cref="Philox.StreamOf"/> the path of the layer.</param>
    /// <param name="probability">The probability p of 0, at least 0 and less than 1.</param>
    /// <param name="length">Factors per row.</param>
    public RandomMask(in Draws draws, ulong stream, double probability, int length)
    {
        _key = new Philox(draws.Seed, stream).Block((ulong)draws.Step).Low;
        _first = unchecked((uint)draws.FirstRow * (uint)length);
        _lastDropped = (int)(Math.Round(probability * (1L << 31)) - 1);
        _scale = Element<T>.From(1.0 / (1.0 - probability));
    }

    /// <summary>A vector of factors.</summary>
    /// <param name="index">The index in the block of the first.</param>
    /// <returns>The factors.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> At(int index)
    {
        Vector<uint> h = Vector.Create(unchecked(_first + (uint)index + (uint)_key)) + Vector<uint>.Indices;
        h ^= h >>> 16;
        h = (h * 0x7FEB352D) + Vector.Create((uint)(_key >> 32));
        h ^= h >>> 15;
        h *= 0x846CA68B;
        Vector<int> kept = Vector.GreaterThan((h >>> 1).As<uint, int>(), Vector.Create(_lastDropped));
        Vector<T> mask = typeof(T) == typeof(float) ? kept.As<int, T>() : Vector.WidenLower(kept).As<long, T>();
        return mask & Vector.Create(_scale);
    }

    /// <summary>One factor.</summary>
    /// <param name="index">Its index in the block.</param>
    /// <returns>The factor.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Of(int index) => At(index)[0];
}
