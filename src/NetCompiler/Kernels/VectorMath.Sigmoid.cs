using System.Numerics;
using System.Runtime.CompilerServices;
using static System.Numerics.Vector;

namespace NetCompiler.Kernels;

// With e = exp(-|x|), which cannot overflow, sigmoid(x) is 1/(1 + e) for x >= 0 and e/(1 + e) below; numerator and denominator are taken 2^64 (2^128) times as large.
public static partial class VectorMath
{
    /// <summary>The logistic function 1/(1 + e^-x), also accurate where it is nearly 0. At most 3 ulp of error.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>1/(1 + e^-x).</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Sigmoid(Vector<float> x)
    {
        (Vector<float> numerator, Vector<float> denominator) = SigmoidQuotient(x);
        return numerator / denominator;
    }

    /// <inheritdoc cref="Sigmoid(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Sigmoid(Vector<double> x)
    {
        (Vector<double> numerator, Vector<double> denominator) = SigmoidQuotient(x);
        return numerator / denominator;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector<float> Numerator, Vector<float> Denominator) SigmoidQuotient(Vector<float> x)
    {
        Vector<float> e = ScaledExpOfNegative(x | Create(-0f)), one = Create(18446744073709551616f);
        return (ConditionalSelect(LessThan(x, Vector<float>.Zero), e, one), one + e);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector<double> Numerator, Vector<double> Denominator) SigmoidQuotient(Vector<double> x)
    {
        Vector<double> e = ScaledExpOfNegative(x | Create(-0.0)), one = Create(3.4028236692093846e38);
        return (ConditionalSelect(LessThan(x, Vector<double>.Zero), e, one), one + e);
    }
}
