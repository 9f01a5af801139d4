using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetCompiler.Kernels;

/// <summary>Elementary functions on <see cref="Vector{T}"/>, lane by lane and without branches; used by generated code.</summary>
/// <remarks>The functions are written with multiply-add estimates: one fused operation where the hardware has it and a product and a
/// sum elsewhere, which the stated error bounds allow for. Those bounds hold for every input, subnormal ones included.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class VectorMath
{
    /// <summary>max(0, x); NaN stays NaN.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>The rectified arguments.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Relu(Vector<float> x) => Vector.MaxNative(Vector<float>.Zero, x);

    /// <inheritdoc cref="Relu(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Relu(Vector<double> x) => Vector.MaxNative(Vector<double>.Zero, x);

    /// <summary>The smaller of two numbers. NaN in <paramref name="x"/> stays NaN; NaN in <paramref name="bound"/> may be lost.</summary>
    /// <param name="x">The arguments.</param>
    /// <param name="bound">What they are compared with.</param>
    /// <returns>The minimum of each pair.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Min(Vector<float> x, Vector<float> bound) => Vector.MinNative(bound, x);

    /// <inheritdoc cref="Min(Vector{float}, Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Min(Vector<double> x, Vector<double> bound) => Vector.MinNative(bound, x);

    /// <summary>The larger of two numbers. NaN in <paramref name="x"/> stays NaN; NaN in <paramref name="bound"/> may be lost.</summary>
    /// <param name="x">The arguments.</param>
    /// <param name="bound">What they are compared with.</param>
    /// <returns>The maximum of each pair.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Max(Vector<float> x, Vector<float> bound) => Vector.MaxNative(bound, x);

    /// <inheritdoc cref="Max(Vector{float}, Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Max(Vector<double> x, Vector<double> bound) => Vector.MaxNative(bound, x);

    /// <summary>The square root, correctly rounded.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>√x; NaN below zero.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Sqrt(Vector<float> x) => Vector.SquareRoot(x);

    /// <inheritdoc cref="Sqrt(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Sqrt(Vector<double> x) => Vector.SquareRoot(x);

    /// <summary>The absolute value.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>|x|.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Abs(Vector<float> x) => Vector.Abs(x);

    /// <inheritdoc cref="Abs(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Abs(Vector<double> x) => Vector.Abs(x);

    /// <summary>Takes each lane from one of two vectors.</summary>
    /// <param name="condition">A comparison's result: all bits of a lane set, or none.</param>
    /// <param name="whenTrue">The lanes where the condition holds.</param>
    /// <param name="whenFalse">The other lanes.</param>
    /// <returns>The chosen lanes.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Select(Vector<int> condition, Vector<float> whenTrue, Vector<float> whenFalse) =>
        Vector.ConditionalSelect(condition, whenTrue, whenFalse);

    /// <inheritdoc cref="Select(Vector{int}, Vector{float}, Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Select(Vector<long> condition, Vector<double> whenTrue, Vector<double> whenFalse) =>
        Vector.ConditionalSelect(condition, whenTrue, whenFalse);
}
