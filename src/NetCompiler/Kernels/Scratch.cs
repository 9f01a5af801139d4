using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NetCompiler.Kernels;

/// <summary>Memory for inference, one buffer per thread and element type; used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Scratch<T> where T : unmanaged
{
    [ThreadStatic]
    private static AlignedBuffer<T>? t_buffer;

    /// <summary>Gives this thread's buffer, grown to at least <paramref name="length"/> elements. Its contents are unspecified
    /// and last until the next call on this thread.</summary>
    /// <param name="length">The number of elements needed.</param>
    /// <returns>The first element, on a 64-byte boundary.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T Get(int length)
    {
        AlignedBuffer<T>? buffer = t_buffer;
        return ref buffer is not null && buffer.Length >= length ? ref buffer.First : ref Grow(length);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ref T Grow(int length) => ref (t_buffer = new AlignedBuffer<T>(length)).First;
}
