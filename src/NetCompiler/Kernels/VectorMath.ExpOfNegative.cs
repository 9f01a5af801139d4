using System.Numerics;
using System.Runtime.CompilerServices;
using static System.Numerics.Vector;

namespace NetCompiler.Kernels;

// exp(x) = 2^n·e^r with r = x - n·ln 2 and |r| <= ½ ln 2, for arguments that are not positive, or NaN. Of the powers of two only
// 2^n <= 1 occur: they are taken 2^64 (2^128) times too large, which keeps them normal, and a product puts that right. With r half
// as wide as in Exp, this is the shorter and the more accurate one; where a result is a quotient, it needs to be.
public static partial class VectorMath
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> ExpOfNegative(Vector<float> x) => ScaledExpOfNegative(x) * Create(5.42101086e-20f);

    /// <summary>2^64·e^x, where a quotient does not need the product that takes the power out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> ScaledExpOfNegative(Vector<float> x)
    {
        // The sum with 1.5·2^23 + 64 leaves n + 64 in the low bits; see ReduceExp.
        x = MaxNative(Create(-104f), x);
        Vector<float> rounder = Create(12582976f);
        Vector<float> t = MultiplyAddEstimate(x, Create(1.442695f), rounder);
        Vector<float> n = t - rounder;
        Vector<float> r = MultiplyAddEstimate(n, Create(-0.693145751953125f), x);
        r = MultiplyAddEstimate(n, Create(-1.42860682e-6f), r);
        Vector<float> r2 = r * r;
        Vector<float> p = MultiplyAddEstimate(Create(0.008368818f), r, Create(0.041668434f));
        p = MultiplyAddEstimate(Create(0.0013811523f), r2, p);
        p = MultiplyAddEstimate(p, r2, MultiplyAddEstimate(Create(0.1666652f), r, Create(0.49999994f)));
        p = MultiplyAddEstimate(p, r2, r);
        Vector<float> power = AsVectorSingle((AsVectorInt32(t) << 23) + Create(0x3F800000));
        return MultiplyAddEstimate(p, power, power);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> ExpOfNegative(Vector<double> x) => ScaledExpOfNegative(x) * Create(2.9387358770557188e-39);

    /// <summary>2^128·e^x, where a quotient does not need the product that takes the power out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> ScaledExpOfNegative(Vector<double> x)
    {
        x = MaxNative(Create(-746.0), x);
        Vector<double> rounder = Create(6755399441055744.0 + 128);
        Vector<double> t = MultiplyAddEstimate(x, Create(1.4426950408889634), rounder);
        Vector<double> n = t - rounder;
        Vector<double> r = MultiplyAddEstimate(n, Create(-0.6931471805601177), x);
        r = MultiplyAddEstimate(n, Create(1.7239444525614835e-13), r);
        Vector<double> r2 = r * r;
        Vector<double> p = MultiplyAddEstimate(Create(2.499486253048195e-8), r, Create(2.76304368319512e-7));
        p = MultiplyAddEstimate(p, r2, MultiplyAddEstimate(Create(2.755760245012854e-6), r, Create(2.4801492620299145e-5)));
        p = MultiplyAddEstimate(p, r2, MultiplyAddEstimate(Create(0.00019841269489041086), r, Create(0.001388888894403639)));
        p = MultiplyAddEstimate(p, r2, MultiplyAddEstimate(Create(0.0083333333335023), r, Create(0.04166666666652887)));
        p = MultiplyAddEstimate(p, r2, MultiplyAddEstimate(Create(0.16666666666666402), r, Create(0.5000000000000011)));
        p = MultiplyAddEstimate(p, r2, r);
        Vector<double> power = AsVectorDouble((AsVectorInt64(t) << 52) + Create(0x3FF0000000000000L));
        return MultiplyAddEstimate(p, power, power);
    }
}
