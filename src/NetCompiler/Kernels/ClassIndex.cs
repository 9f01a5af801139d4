using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetCompiler.Kernels;

/// <summary>Reads class indices from targets; used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ClassIndex
{
    /// <summary>Converts a target to the index of a class.</summary>
    /// <param name="value">The target.</param>
    /// <param name="classes">The number of classes.</param>
    /// <returns>The index.</returns>
    /// <exception cref="ArgumentException">The target is not one of 0, 1, …, classes - 1.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Check<T>(T value, int classes) where T : IFloatingPoint<T>
    {
        int index = int.CreateSaturating(value);
        if ((uint)index >= (uint)classes || T.CreateChecked(index) != value)
            Throw(value, classes);
        return index;
    }

    [DoesNotReturn]
    private static void Throw<T>(T value, int classes) => throw new ArgumentException(
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"A target is {value}, but must be the index of a class, an integer from 0 to {classes - 1}."), "target");
}
