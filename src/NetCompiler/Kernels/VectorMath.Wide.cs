using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector512;

namespace NetCompiler.Kernels;

// The functions of gates for 512-bit vectors, operation by operation as for the portable ones, so that results are the same.
public static partial class VectorMath
{
    /// <inheritdoc cref="Sigmoid(System.Numerics.Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> x)
    {
        (Vector512<float> numerator, Vector512<float> denominator) = SigmoidQuotient(x);
        return numerator / denominator;
    }

    /// <inheritdoc cref="Sigmoid(System.Numerics.Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Sigmoid(Vector512<double> x)
    {
        (Vector512<double> numerator, Vector512<double> denominator) = SigmoidQuotient(x);
        return numerator / denominator;
    }

    /// <inheritdoc cref="Tanh(System.Numerics.Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x)
    {
        (Vector512<float> n, Vector512<float> h, Vector512<float> d) = TanhTerms(x);
        Vector512<float> w = n * Create(0.5f);
        Vector512<float> w2 = w * w;
        Vector512<float> low = n * MultiplyAddEstimate(h, d, w2);
        Vector512<float> high = (d - w) * (d - w);
        Vector512<float> q = MinNative(low, high) / MultiplyAddEstimate(d, d, w2);
        return (MinNative(n, Vector512<float>.One) - q) | (x & Create(-0f));
    }

    /// <inheritdoc cref="GatedTanh(System.Numerics.Vector{float}, System.Numerics.Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> GatedTanh(Vector512<float> gate, Vector512<float> x)
    {
        (Vector512<float> numerator, Vector512<float> denominator) = SigmoidQuotient(gate);
        (Vector512<float> tanh, Vector512<float> tanhDenominator) = TanhQuotient(x);
        return numerator * tanh / (denominator * tanhDenominator);
    }

    /// <inheritdoc cref="GatedUpdate(System.Numerics.Vector{float}, System.Numerics.Vector{float}, System.Numerics.Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> GatedUpdate(Vector512<float> gate, Vector512<float> x, Vector512<float> kept)
    {
        Vector512<float> e = ScaledExpOfNegative(gate | Create(-0f)) * Create(5.42101086e-20f), one = Vector512<float>.One;
        Vector512<float> isNegative = LessThan(gate, Vector512<float>.Zero);
        (Vector512<float> tanh, Vector512<float> tanhDenominator) = TanhQuotient(x);
        Vector512<float> updated = ConditionalSelect(isNegative, one, e) * tanh, weight = ConditionalSelect(isNegative, e, one) * kept;
        return MultiplyAddEstimate(weight, tanhDenominator, updated) / ((one + e) * tanhDenominator);
    }

    /// <inheritdoc cref="Tanh(System.Numerics.Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Tanh(Vector512<double> x)
    {
        (Vector512<double> n, Vector512<double> h, Vector512<double> d) = TanhTerms(x);
        Vector512<double> w = n * Create(0.5);
        Vector512<double> w2 = w * w;
        Vector512<double> low = n * MultiplyAddEstimate(h, d, w2);
        Vector512<double> high = (d - w) * (d - w);
        Vector512<double> q = MinNative(low, high) / MultiplyAddEstimate(d, d, w2);
        return (MinNative(n, Vector512<double>.One) - q) | (x & Create(-0.0));
    }

    /// <inheritdoc cref="GatedTanh(System.Numerics.Vector{double}, System.Numerics.Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> GatedTanh(Vector512<double> gate, Vector512<double> x)
    {
        (Vector512<double> numerator, Vector512<double> denominator) = SigmoidQuotient(gate);
        (Vector512<double> tanh, Vector512<double> tanhDenominator) = TanhQuotient(x);
        return numerator * tanh / (denominator * tanhDenominator);
    }

    /// <inheritdoc cref="GatedUpdate(System.Numerics.Vector{double}, System.Numerics.Vector{double}, System.Numerics.Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> GatedUpdate(Vector512<double> gate, Vector512<double> x, Vector512<double> kept)
    {
        Vector512<double> e = ScaledExpOfNegative(gate | Create(-0.0)) * Create(2.9387358770557188e-39), one = Vector512<double>.One;
        Vector512<double> isNegative = LessThan(gate, Vector512<double>.Zero);
        (Vector512<double> tanh, Vector512<double> tanhDenominator) = TanhQuotient(x);
        Vector512<double> updated = ConditionalSelect(isNegative, one, e) * tanh, weight = ConditionalSelect(isNegative, e, one) * kept;
        return MultiplyAddEstimate(weight, tanhDenominator, updated) / ((one + e) * tanhDenominator);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> ScaledExpOfNegative(Vector512<float> x)
    {
        // The sum with 1.5·2^23 + 64 leaves n + 64 in the low bits; see ReduceExp.
        x = MaxNative(Create(-104f), x);
        Vector512<float> rounder = Create(12582976f);
        Vector512<float> t = MultiplyAddEstimate(x, Create(1.442695f), rounder);
        Vector512<float> n = t - rounder;
        Vector512<float> r = MultiplyAddEstimate(n, Create(-0.693145751953125f), x);
        r = MultiplyAddEstimate(n, Create(-1.42860682e-6f), r);
        Vector512<float> r2 = r * r;
        Vector512<float> p = MultiplyAddEstimate(Create(0.008368818f), r, Create(0.041668434f));
        p = MultiplyAddEstimate(Create(0.0013811523f), r2, p);
        p = MultiplyAddEstimate(p, r2, MultiplyAddEstimate(Create(0.1666652f), r, Create(0.49999994f)));
        p = MultiplyAddEstimate(p, r2, r);
        Vector512<float> power = ((t.AsInt32() << 23) + Create(0x3F800000)).AsSingle();
        return MultiplyAddEstimate(p, power, power);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> ScaledExpOfNegative(Vector512<double> x)
    {
        x = MaxNative(Create(-746.0), x);
        Vector512<double> rounder = Create(6755399441055744.0 + 128);
        Vector512<double> t = MultiplyAddEstimate(x, Create(1.4426950408889634), rounder);
        Vector512<double> n = t - rounder;
        Vector512<double> r = MultiplyAddEstimate(n, Create(-0.6931471805601177), x);
        r = MultiplyAddEstimate(n, Create(1.7239444525614835e-13), r);
        Vector512<double> r2 = r * r;
        Vector512<double> p = MultiplyAddEstimate(Create(2.499486253048195e-8), r, Create(2.76304368319512e-7));
        p = MultiplyAddEstimate(p, r2, MultiplyAddEstimate(Create(2.755760245012854e-6), r, Create(2.4801492620299145e-5)));
        p = MultiplyAddEstimate(p, r2, MultiplyAddEstimate(Create(0.00019841269489041086), r, Create(0.001388888894403639)));
        p = MultiplyAddEstimate(p, r2, MultiplyAddEstimate(Create(0.0083333333335023), r, Create(0.04166666666652887)));
        p = MultiplyAddEstimate(p, r2, MultiplyAddEstimate(Create(0.16666666666666402), r, Create(0.5000000000000011)));
        p = MultiplyAddEstimate(p, r2, r);
        Vector512<double> power = ((t.AsInt64() << 52) + Create(0x3FF0000000000000L)).AsDouble();
        return MultiplyAddEstimate(p, power, power);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<float> Numerator, Vector512<float> Denominator) SigmoidQuotient(Vector512<float> x)
    {
        Vector512<float> e = ScaledExpOfNegative(x | Create(-0f)), one = Create(18446744073709551616f);
        return (ConditionalSelect(LessThan(x, Vector512<float>.Zero), e, one), one + e);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<float> N, Vector512<float> H, Vector512<float> D) TanhTerms(Vector512<float> x)
    {
        // From 9.01 on the nearest float is 1.
        Vector512<float> a = MinNative(Create(9.3f), Vector512.Abs(x));
        Vector512<float> y = a * a;
        Vector512<float> n = MultiplyAddEstimate(Create(1.1406579e-4f), y, Create(0.0297652f));
        n = MultiplyAddEstimate(n, a * y, a);
        Vector512<float> h = MultiplyAddEstimate(Create(1.2249834e-6f), y, Create(0.0012056455f));
        h = MultiplyAddEstimate(h, y, Create(0.113098495f));
        return (n, h * y, MultiplyAddEstimate(h, y, Vector512<float>.One));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> Numerator, Vector512<double> Denominator) SigmoidQuotient(Vector512<double> x)
    {
        Vector512<double> e = ScaledExpOfNegative(x | Create(-0.0)), one = Create(3.4028236692093846e38);
        return (ConditionalSelect(LessThan(x, Vector512<double>.Zero), e, one), one + e);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> N, Vector512<double> H, Vector512<double> D) TanhTerms(Vector512<double> x)
    {
        // From 19.07 on the nearest double is 1.
        Vector512<double> a = MinNative(Create(19.4), Vector512.Abs(x));
        Vector512<double> y = a * a;
        Vector512<double> y2 = y * y;
        Vector512<double> n = MultiplyAddEstimate(Create(2.0658597600643946e-17), y, Create(4.0753559801146607e-13));
        n = MultiplyAddEstimate(n, y2, MultiplyAddEstimate(Create(1.129710253740044e-9), y, Create(9.836086499001992e-7)));
        n = MultiplyAddEstimate(n, y2, MultiplyAddEstimate(Create(0.00031970154431426053), y, Create(0.0364871300794362)));
        n = MultiplyAddEstimate(n, a * y, a);
        Vector512<double> h = MultiplyAddEstimate(Create(2.0896198445824187e-15), y, Create(1.2700200175541736e-11));
        h = MultiplyAddEstimate(h, y2, MultiplyAddEstimate(Create(1.8932587768770023e-8), y, Create(1.0017617523422394e-5)));
        h = MultiplyAddEstimate(h, y2, MultiplyAddEstimate(Create(0.0019714068287117414), y, Create(0.11982046341276953)));
        return (n, h * y, MultiplyAddEstimate(h, y, Vector512<double>.One));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<float> Numerator, Vector512<float> Denominator) TanhQuotient(Vector512<float> x)
    {
        (Vector512<float> n, _, Vector512<float> d) = TanhTerms(x);
        Vector512<float> w = n * Create(0.5f);
        return (n * d | (x & Create(-0f)), MultiplyAddEstimate(d, d, w * w));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> Numerator, Vector512<double> Denominator) TanhQuotient(Vector512<double> x)
    {
        (Vector512<double> n, _, Vector512<double> d) = TanhTerms(x);
        Vector512<double> w = n * Create(0.5);
        return (n * d | (x & Create(-0.0)), MultiplyAddEstimate(d, d, w * w));
    }
}
