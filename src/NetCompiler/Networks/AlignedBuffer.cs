using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetCompiler;

/// <summary>A zeroed array whose first element lies on a 64-byte boundary, with 64 readable bytes behind its last.</summary>
/// <remarks>Vector loads may therefore run past the end of the last row without a tail loop; nothing is ever stored there.
/// The memory is pinned for its whole life, so that the alignment lasts, and freed by the garbage collector.</remarks>
internal sealed class AlignedBuffer<T> where T : unmanaged
{
    private const int Alignment = 64;

    private readonly T[] _array;
    private readonly int _start;

    /// <summary>Allocates <paramref name="length"/> zeroed elements.</summary>
    public AlignedBuffer(int length)
    {
        int size = Unsafe.SizeOf<T>();
        Length = length;
        _array = GC.AllocateArray<T>(checked(length + (2 * Alignment / size)), pinned: true);
        nint address = Marshal.UnsafeAddrOfPinnedArrayElement(_array, 0);
        _start = (int)((Alignment - (address & (Alignment - 1))) & (Alignment - 1)) / size;
    }

    /// <summary>The number of elements.</summary>
    public int Length { get; }

    /// <summary>The elements.</summary>
    public Span<T> Span => new(_array, _start, Length);

    /// <summary>The first element.</summary>
    public ref T First => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_array), _start);
}
