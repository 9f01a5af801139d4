using System.Numerics;
using System.Runtime.CompilerServices;
using static System.Numerics.Vector;

namespace NetCompiler.Kernels;

// ln(x) = k·ln 2 + ln(1 + f) with x = 2^k·(1 + f) and 1 + f between √½ and √2.
public static partial class VectorMath
{
    /// <summary>The natural logarithm. At most 2 ulp of error.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>ln x; negative infinity at zero and NaN below.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Log(Vector<float> x)
    {
        // Subnormal arguments are first scaled by 2^23.
        Vector<int> tiny = LessThan(x, Create(1.17549435e-38f));
        Vector<int> bits = AsVectorInt32(ConditionalSelect(tiny, x * Create(8388608f), x)) - Create(0x3F3504F3);
        Vector<float> k = ConvertToSingle((bits >> 23) + (tiny & Create(-23)));
        Vector<float> f = AsVectorSingle((bits & Create(0x007FFFFF)) + Create(0x3F3504F3)) - Vector<float>.One;
        Vector<float> result = Log1p(f, k);
        result = ConditionalSelect(Vector.Equals(x, Create(float.PositiveInfinity)), x, result);
        Vector<float> outside = ConditionalSelect(Vector.Equals(x, Vector<float>.Zero), Create(float.NegativeInfinity), Create(float.NaN));
        return ConditionalSelect(GreaterThan(x, Vector<float>.Zero), result, outside);
    }

    /// <inheritdoc cref="Log(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Log(Vector<double> x)
    {
        Vector<long> tiny = LessThan(x, Create(2.2250738585072014e-308));
        Vector<long> bits = AsVectorInt64(ConditionalSelect(tiny, x * Create(4503599627370496.0), x)) - Create(0x3FE6A09E667F3BCDL);

        // There is no arithmetic right shift of 64-bit lanes before AVX-512: k is kept positive by 2048, then placed in the low bits
        // of 1.5·2^52, which subtracts away.
        Vector<long> biased = (bits + Create(2048L << 52)) >>> 52;
        biased += (tiny & Create(-52L)) + Create(0x4338000000000000L);
        Vector<double> k = AsVectorDouble(biased) - Create(6755399441055744.0 + 2048);
        Vector<double> f = AsVectorDouble((bits & Create(0x000FFFFFFFFFFFFFL)) + Create(0x3FE6A09E667F3BCDL)) - Vector<double>.One;
        Vector<double> result = Log1p(f, k);
        result = ConditionalSelect(Vector.Equals(x, Create(double.PositiveInfinity)), x, result);
        Vector<double> outside = ConditionalSelect(Vector.Equals(x, Vector<double>.Zero), Create(double.NegativeInfinity), Create(double.NaN));
        return ConditionalSelect(GreaterThan(x, Vector<double>.Zero), result, outside);
    }

    /// <summary>ln(1 + e^x), the smooth form of max(0, x), without overflow. At most 2 ulp of error.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>ln(1 + e^x).</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Softplus(Vector<float> x)
    {
        // max(0, x) + ln(1 + e) with e = exp(-|x|) <= 1; when 1 + e is above √2 it is halved, and ln 2 added.
        Vector<float> e = ExpOfNegative(-Abs(x));
        Vector<int> halve = GreaterThan(e, Create(0.41421356f));
        Vector<float> f = ConditionalSelect(halve, (e - Vector<float>.One) * Create(0.5f), e);
        return Relu(x) + Log1p(f, AsVectorSingle(halve & AsVectorInt32(Vector<float>.One)));
    }

    /// <inheritdoc cref="Softplus(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Softplus(Vector<double> x)
    {
        Vector<double> e = ExpOfNegative(-Abs(x));
        Vector<long> halve = GreaterThan(e, Create(0.41421356237309503));
        Vector<double> f = ConditionalSelect(halve, (e - Vector<double>.One) * Create(0.5), e);
        return Relu(x) + Log1p(f, AsVectorDouble(halve & AsVectorInt64(Vector<double>.One)));
    }

    // k·ln 2 + ln(1 + f) for f between √½ - 1 and √2 - 1 and a whole number k.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Log1p(Vector<float> f, Vector<float> k)
    {
        Vector<float> f2 = f * f;
        Vector<float> p = MultiplyAddEstimate(Create(0.12761678f), f, Create(-0.1316014f));
        p = MultiplyAddEstimate(Create(-0.07634705f), f2, p);
        p = MultiplyAddEstimate(p, f2, MultiplyAddEstimate(Create(0.14201736f), f, Create(-0.1662336f)));
        p = MultiplyAddEstimate(p, f2, MultiplyAddEstimate(Create(0.20001228f), f, Create(-0.2500082f)));
        p = MultiplyAddEstimate(p, f2, MultiplyAddEstimate(Create(0.3333333f), f, Create(-0.5f)));
        p = MultiplyAddEstimate(k, Create(1.42860682e-6f), f2 * p);
        return MultiplyAddEstimate(k, Create(0.693145751953125f), f + p);
    }

    // With s = f/(2 + f), ln(1 + f) = 2·artanh(s) = f - (f²/2 - s·(f²/2 + s²·R(s²))): the quotient enters only as a correction.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Log1p(Vector<double> f, Vector<double> k)
    {
        Vector<double> s = f / (f + Create(2.0));
        Vector<double> z = s * s;
        Vector<double> z2 = z * z;
        Vector<double> p = MultiplyAddEstimate(Create(0.15313608083985286), z, Create(0.18183580604728944));
        p = MultiplyAddEstimate(Create(0.148006246732611), z2, p);
        p = MultiplyAddEstimate(p, z2, MultiplyAddEstimate(Create(0.22222198280598604), z, Create(0.2857142874502466)));
        p = MultiplyAddEstimate(p, z2, MultiplyAddEstimate(Create(0.39999999999403857), z, Create(0.6666666666666736)));
        Vector<double> h = f * f * Create(0.5);
        p = MultiplyAddEstimate(s, MultiplyAddEstimate(z, p, h), k * Create(-1.7239444525614835e-13)) - h;
        return MultiplyAddEstimate(k, Create(0.6931471805601177), f + p);
    }
}
