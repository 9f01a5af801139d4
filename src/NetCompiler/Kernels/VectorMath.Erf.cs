using System.Numerics;
using System.Runtime.CompilerServices;
using static System.Numerics.Vector;

namespace NetCompiler.Kernels;

// A polynomial for small arguments, and one minus the complement where the complement is small. Both are computed, one is selected.
public static partial class VectorMath
{
    /// <summary>The error function 2/√π·∫₀ˣ exp(-t²) dt. At most 3 ulp of error.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>erf x, with the sign of x.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Erf(Vector<float> x)
    {
        // Up to 1.1: x + x·P(x²). Above: 1 - Q(x)^-8, and from 3.92 on the nearest float is 1.
        Vector<float> a = MinNative(Create(4f), Abs(x));
        Vector<float> y = a * a;
        Vector<float> y2 = y * y;
        Vector<float> p = MultiplyAddEstimate(Create(-7.805778e-4f), y, Create(0.0051648617f));
        p = MultiplyAddEstimate(Create(7.187951e-5f), y2, p);
        p = MultiplyAddEstimate(p, y2, MultiplyAddEstimate(Create(-0.026841441f), y, Create(0.11283292f)));
        p = MultiplyAddEstimate(p, y2, MultiplyAddEstimate(Create(-0.376126f), y, Create(0.12837917f)));
        p = MultiplyAddEstimate(p, a, a);
        Vector<float> q = MultiplyAddEstimate(Create(-0.004928239f), a, Create(0.02254562f));
        q = MultiplyAddEstimate(Create(6.1894266e-4f), y, q);
        q = MultiplyAddEstimate(q, y, MultiplyAddEstimate(Create(-0.04658081f), a, Create(0.09631753f)));
        q = MultiplyAddEstimate(q, y, MultiplyAddEstimate(Create(0.02721132f), a, Create(0.17114821f)));
        q = MultiplyAddEstimate(q, a, Create(0.9937788f));
        q *= q;
        q *= q;
        q = Vector<float>.One - (Vector<float>.One / (q * q));
        return ConditionalSelect(GreaterThan(a, Create(1.1f)), q, p) | (x & Create(-0f));
    }

    /// <inheritdoc cref="Erf(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Erf(Vector<double> x)
    {
        // Up to 1: x + x·P(x²). Above: 1 - exp(-x²)·N(x)/D(x), and from 5.93 on the nearest double is 1.
        Vector<double> a = MinNative(Create(6.0), Abs(x));
        Vector<double> y = a * a;
        Vector<double> y2 = y * y;
        Vector<double> p = MultiplyAddEstimate(Create(-7.779473366699328e-10), y, Create(1.3710983177327711e-8));
        p = MultiplyAddEstimate(p, y2, MultiplyAddEstimate(Create(-1.6206314451556334e-7), y, Create(1.6447131670602962e-6)));
        p = MultiplyAddEstimate(p, y2, MultiplyAddEstimate(Create(-1.4924712311026835e-5), y, Create(0.00012055293577438195)));
        p = MultiplyAddEstimate(p, y2, MultiplyAddEstimate(Create(-0.0008548325929335527), y, Create(0.005223977606118996)));
        p = MultiplyAddEstimate(p, y2, MultiplyAddEstimate(Create(-0.026866170643111545), y, Create(0.11283791670944185)));
        p = MultiplyAddEstimate(p, y2, MultiplyAddEstimate(Create(-0.3761263890318352), y, Create(0.12837916709551256)));
        p = MultiplyAddEstimate(p, a, a);
        Vector<double> n = MultiplyAddEstimate(Create(0.008913492214515439), a, Create(0.08423689993115555));
        n = MultiplyAddEstimate(n, y, MultiplyAddEstimate(Create(0.373247663402451), a, Create(0.948931829893148)));
        n = MultiplyAddEstimate(n, y, MultiplyAddEstimate(Create(1.3901034953392437), a, Create(0.9999998890779226)));
        Vector<double> d = MultiplyAddEstimate(Create(0.14930208853042387), a, Create(0.6695234569689198));
        d = MultiplyAddEstimate(Create(0.015798876945652924), y, d);
        d = MultiplyAddEstimate(d, y, MultiplyAddEstimate(Create(1.7560126918040602), a, Create(2.7907397652490764)));
        d = MultiplyAddEstimate(d, y, MultiplyAddEstimate(Create(2.5184814922176595), a, Vector<double>.One));
        n = Vector<double>.One - (ExpOfNegative(-y) * n / d);
        return ConditionalSelect(GreaterThan(a, Vector<double>.One), n, p) | (x & Create(-0.0));
    }
}
