using System.Numerics;
using System.Runtime.CompilerServices;
using static System.Numerics.Vector;

namespace NetCompiler.Kernels;

// tanh(x) = 2t/(1 + t²) with t = tanh(x/2). For t = w/d, a short rational function with w = n/2 and d = 1 + h, this is nd/(d² + w²), and
// where tanh saturates, the errors of n and d cancel to first order; it was fitted for the smallest relative error of tanh(x),
// not of t. A quotient that is only a correction carries less of the rounding: the result is n - n·(hd + w²)/(d² + w²) for n < 1 and
// 1 - (d - w)²/(d² + w²) above, and since the two numerators differ by (n - 1)·(d² + w²), each is the smaller one where it is wanted.
public static partial class VectorMath
{
    /// <summary>The hyperbolic tangent. At most 2 ulp of error.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>tanh x, with the sign of x.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Tanh(Vector<float> x)
    {
        (Vector<float> n, Vector<float> h, Vector<float> d) = TanhTerms(x);
        Vector<float> w = n * Create(0.5f);
        Vector<float> w2 = w * w;
        Vector<float> low = n * MultiplyAddEstimate(h, d, w2);
        Vector<float> high = (d - w) * (d - w);
        Vector<float> q = MinNative(low, high) / MultiplyAddEstimate(d, d, w2);
        return (MinNative(n, Vector<float>.One) - q) | (x & Create(-0f));
    }

    /// <inheritdoc cref="Tanh(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Tanh(Vector<double> x)
    {
        (Vector<double> n, Vector<double> h, Vector<double> d) = TanhTerms(x);
        Vector<double> w = n * Create(0.5);
        Vector<double> w2 = w * w;
        Vector<double> low = n * MultiplyAddEstimate(h, d, w2);
        Vector<double> high = (d - w) * (d - w);
        Vector<double> q = MinNative(low, high) / MultiplyAddEstimate(d, d, w2);
        return (MinNative(n, Vector<double>.One) - q) | (x & Create(-0.0));
    }

    /// <summary>n, h and d = 1 + h at |x|.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector<float> N, Vector<float> H, Vector<float> D) TanhTerms(Vector<float> x)
    {
        // From 9.01 on the nearest float is 1.
        Vector<float> a = MinNative(Create(9.3f), Abs(x));
        Vector<float> y = a * a;
        Vector<float> n = MultiplyAddEstimate(Create(1.1406579e-4f), y, Create(0.0297652f));
        n = MultiplyAddEstimate(n, a * y, a);
        Vector<float> h = MultiplyAddEstimate(Create(1.2249834e-6f), y, Create(0.0012056455f));
        h = MultiplyAddEstimate(h, y, Create(0.113098495f));
        return (n, h * y, MultiplyAddEstimate(h, y, Vector<float>.One));
    }

    /// <summary>n, h and d = 1 + h at |x|.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector<double> N, Vector<double> H, Vector<double> D) TanhTerms(Vector<double> x)
    {
        // From 19.07 on the nearest double is 1.
        Vector<double> a = MinNative(Create(19.4), Abs(x));
        Vector<double> y = a * a;
        Vector<double> y2 = y * y;
        Vector<double> n = MultiplyAddEstimate(Create(2.0658597600643946e-17), y, Create(4.0753559801146607e-13));
        n = MultiplyAddEstimate(n, y2, MultiplyAddEstimate(Create(1.129710253740044e-9), y, Create(9.836086499001992e-7)));
        n = MultiplyAddEstimate(n, y2, MultiplyAddEstimate(Create(0.00031970154431426053), y, Create(0.0364871300794362)));
        n = MultiplyAddEstimate(n, a * y, a);
        Vector<double> h = MultiplyAddEstimate(Create(2.0896198445824187e-15), y, Create(1.2700200175541736e-11));
        h = MultiplyAddEstimate(h, y2, MultiplyAddEstimate(Create(1.8932587768770023e-8), y, Create(1.0017617523422394e-5)));
        h = MultiplyAddEstimate(h, y2, MultiplyAddEstimate(Create(0.0019714068287117414), y, Create(0.11982046341276953)));
        return (n, h * y, MultiplyAddEstimate(h, y, Vector<double>.One));
    }
}
