using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetCompiler.Kernels;

public static partial class VectorMath
{
    /// <summary>1 for x &gt; 0, -1 for x &lt; 0, otherwise x times 0: zero stays zero and NaN stays NaN.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>The signs.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Sign(Vector<float> x) => Vector.ConditionalSelect(
        Vector.GreaterThan(x, Vector<float>.Zero), Vector<float>.One, Vector.ConditionalSelect(Vector.LessThan(x, Vector<float>.Zero), -Vector<float>.One, x));

    /// <inheritdoc cref="Sign(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Sign(Vector<double> x) => Vector.ConditionalSelect(
        Vector.GreaterThan(x, Vector<double>.Zero), Vector<double>.One, Vector.ConditionalSelect(Vector.LessThan(x, Vector<double>.Zero), -Vector<double>.One, x));

    /// <summary>x / (1 + |x|); ±1 at ±infinity.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>The softsigns.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Softsign(Vector<float> x)
    {
        Vector<float> magnitude = Vector.Abs(x);
        // Infinity over infinity would be NaN; from 2^25 on the quotient rounds to ±1 anyway.
        return Vector.ConditionalSelect(Vector.GreaterThan(magnitude, Vector.Create(33554432f)), Sign(x), x / (Vector<float>.One + magnitude));
    }

    /// <inheritdoc cref="Softsign(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Softsign(Vector<double> x)
    {
        Vector<double> magnitude = Vector.Abs(x);
        // Infinity over infinity would be NaN; from 2^54 on the quotient rounds to ±1 anyway.
        return Vector.ConditionalSelect(Vector.GreaterThan(magnitude, Vector.Create(18014398509481984.0)), Sign(x), x / (Vector<double>.One + magnitude));
    }
}
