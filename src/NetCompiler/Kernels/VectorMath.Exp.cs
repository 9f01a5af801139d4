using System.Numerics;
using System.Runtime.CompilerServices;
using static System.Numerics.Vector;

namespace NetCompiler.Kernels;

// exp(x) = 2^m·e^r·2^m with r = x - 2m·ln 2 and |r| <= ln 2. With the power of two split in equal halves neither factor leaves the
// normal range, so that overflow and subnormal results come from the last product, correctly rounded. The polynomials stand for
// (e^r - 1 - r)/r²; all were fitted for the smallest relative error of the result.
public static partial class VectorMath
{
    /// <summary>The exponential function. At most 2 ulp of error.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>e to the power x.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Exp(Vector<float> x)
    {
        Vector<float> r = ReduceExp(MaxNative(Create(-104f), MinNative(Create(89f), x)), out Vector<int> shift);
        Vector<float> r2 = r * r;
        Vector<float> p = MultiplyAddEstimate(Create(1.960319e-4f), r, Create(0.001410475f));
        p = MultiplyAddEstimate(p, r2, MultiplyAddEstimate(Create(0.008336164f), r, Create(0.041661255f)));
        p = MultiplyAddEstimate(p, r2, MultiplyAddEstimate(Create(0.16666614f), r, Create(0.50000036f)));
        p = MultiplyAddEstimate(p, r2, r);
        Vector<float> a = AsVectorSingle(Create(0x3F800000) + shift);
        return MultiplyAddEstimate(p, a, a) * a;
    }

    /// <inheritdoc cref="Exp(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Exp(Vector<double> x)
    {
        Vector<double> r = ReduceExp(MaxNative(Create(-746.0), MinNative(Create(710.0), x)), out Vector<long> shift);
        Vector<double> r2 = r * r;
        Vector<double> p = MultiplyAddEstimate(Create(1.5928651135555165e-10), r, Create(2.106271412235116e-9));
        p = MultiplyAddEstimate(p, r2, MultiplyAddEstimate(Create(2.5055140461951196e-8), r, Create(2.755615337384944e-7)));
        p = MultiplyAddEstimate(p, r2, MultiplyAddEstimate(Create(2.7557300027732127e-6), r, Create(2.480159085048048e-5)));
        p = MultiplyAddEstimate(p, r2, MultiplyAddEstimate(Create(0.00019841269894461773), r, Create(0.0013888888883538046)));
        p = MultiplyAddEstimate(p, r2, MultiplyAddEstimate(Create(0.00833333333326786), r, Create(0.04166666666670238)));
        p = MultiplyAddEstimate(p, r2, MultiplyAddEstimate(Create(0.16666666666666946), r, Create(0.4999999999999993)));
        p = MultiplyAddEstimate(p, r2, r);
        Vector<double> a = AsVectorDouble(Create(0x3FF0000000000000L) + shift);
        return MultiplyAddEstimate(p, a, a) * a;
    }

    /// <summary>e to the power x, minus 1, without cancellation near 0. At most 2 ulp of error.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>exp(x) - 1, with the sign of x.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Expm1(Vector<float> x)
    {
        Vector<float> r = ReduceExp(MaxNative(Create(-18f), MinNative(Create(89f), x)), out Vector<int> shift);
        Vector<float> r2 = r * r;
        Vector<float> p = MultiplyAddEstimate(Create(2.0096291e-4f), r, Create(0.0013890496f));
        p = MultiplyAddEstimate(Create(2.4772025e-5f), r2, p);
        p = MultiplyAddEstimate(p, r2, MultiplyAddEstimate(Create(0.008332626f), r, Create(0.04166662f)));
        p = MultiplyAddEstimate(p, r2, MultiplyAddEstimate(Create(0.16666672f), r, Create(0.5f)));
        p = MultiplyAddEstimate(p, r2, r);

        // With a = 2^m: (p·a + (a - 1/a))·a = (1 + p)·a² - 1.
        Vector<int> one = Create(0x3F800000);
        Vector<float> a = AsVectorSingle(one + shift);
        Vector<float> result = MultiplyAddEstimate(p, a, a - AsVectorSingle(one - shift)) * a;
        return result | (x & Create(-0f));
    }

    /// <inheritdoc cref="Expm1(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Expm1(Vector<double> x)
    {
        Vector<double> r = ReduceExp(MaxNative(Create(-38.0), MinNative(Create(710.0), x)), out Vector<long> shift);
        Vector<double> r2 = r * r;
        Vector<double> p = MultiplyAddEstimate(Create(1.618634910274739e-10), r, Create(2.0877565837840236e-9));
        p = MultiplyAddEstimate(Create(1.146431296458044e-11), r2, p);
        p = MultiplyAddEstimate(p, r2, MultiplyAddEstimate(Create(2.5051282397474007e-8), r, Create(2.7557313049293686e-7)));
        p = MultiplyAddEstimate(p, r2, MultiplyAddEstimate(Create(2.7557321856216543e-6), r, Create(2.4801587320934984e-5)));
        p = MultiplyAddEstimate(p, r2, MultiplyAddEstimate(Create(0.00019841269837034934), r, Create(0.0013888888888861166)));
        p = MultiplyAddEstimate(p, r2, MultiplyAddEstimate(Create(0.008333333333336461), r, Create(0.04166666666666683)));
        p = MultiplyAddEstimate(p, r2, MultiplyAddEstimate(Create(0.1666666666666666), r, Create(0.5)));
        p = MultiplyAddEstimate(p, r2, r);

        Vector<long> one = Create(0x3FF0000000000000L);
        Vector<double> a = AsVectorDouble(one + shift);
        Vector<double> result = MultiplyAddEstimate(p, a, a - AsVectorDouble(one - shift)) * a;
        return result | (x & Create(-0.0));
    }

    // r = x - m·2 ln 2 for the nearest integer m, and m shifted to where a float has its exponent. The sum with 1.5·2^23 leaves m in the
    // low bits; 2 ln 2 is the sum of two numbers, the first short enough for m times it to be exact.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> ReduceExp(Vector<float> x, out Vector<int> shift)
    {
        Vector<float> rounder = Create(12582912f);
        Vector<float> t = MultiplyAddEstimate(x, Create(0.72134752f), rounder);
        shift = AsVectorInt32(t) << 23;
        Vector<float> m = t - rounder;
        x = MultiplyAddEstimate(m, Create(-1.38629150390625f), x);
        return MultiplyAddEstimate(m, Create(-2.85721364e-6f), x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> ReduceExp(Vector<double> x, out Vector<long> shift)
    {
        Vector<double> rounder = Create(6755399441055744.0);
        Vector<double> t = MultiplyAddEstimate(x, Create(0.7213475204444817), rounder);
        shift = AsVectorInt64(t) << 52;
        Vector<double> m = t - rounder;
        x = MultiplyAddEstimate(m, Create(-1.3862943611202354), x);
        return MultiplyAddEstimate(m, Create(3.447888905122967e-13), x);
    }
}
