using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetCompiler.Benchmarks.Peak;

/// <summary>Floats laid out as generated code expects them: on a 64-byte boundary, with 64 readable bytes behind the last.</summary>
public sealed class AlignedFloats
{
    private const int Alignment = 64;

    private readonly float[] _array;
    private readonly int _start;

    public AlignedFloats(int length)
    {
        // Pinned, because a collection would move the array and lose the alignment.
        _array = GC.AllocateArray<float>(length + (2 * Alignment / sizeof(float)), pinned: true);
        nint address = Marshal.UnsafeAddrOfPinnedArrayElement(_array, 0);
        _start = (int)(-address & (Alignment - 1)) / sizeof(float);
    }

    public ref float First => ref At(0);

    public ref float At(int index) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_array), _start + index);

    /// <summary>Numbers of the size that activations and weights have; zeros might be multiplied at another clock frequency.</summary>
    public static AlignedFloats Random(int length)
    {
        var random = new Random(length);
        var floats = new AlignedFloats(length);
        for (int i = 0; i < length; i++)
            floats.At(i) = random.NextSingle() - 0.5f;
        return floats;
    }
}
