using System.Numerics;
using System.Runtime.CompilerServices;
using static System.Numerics.Vector;

namespace NetCompiler.Kernels;

// With e = exp(-|x|), which cannot overflow, sigmoid(x) is 1/(1 + e) for x >= 0 and e/(1 + e) below.
public static partial class VectorMath
{
    /// <summary>The logistic function 1/(1 + e^-x), also accurate where it is nearly 0. At most 3 ulp of error.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>1/(1 + e^-x).</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Sigmoid(Vector<float> x)
    {
        Vector<float> e = ExpOfNegative(x | Create(-0f));
        return ConditionalSelect(LessThan(x, Vector<float>.Zero), e, Vector<float>.One) / (Vector<float>.One + e);
    }

    /// <inheritdoc cref="Sigmoid(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Sigmoid(Vector<double> x)
    {
        Vector<double> e = ExpOfNegative(x | Create(-0.0));
        return ConditionalSelect(LessThan(x, Vector<double>.Zero), e, Vector<double>.One) / (Vector<double>.One + e);
    }
}
