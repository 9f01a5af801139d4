using System.Numerics;
using System.Runtime.CompilerServices;
using static System.Numerics.Vector;

namespace NetCompiler.Kernels;

// A sigmoid and a tanh are quotients, and what cells of recurrent layers make of them is one: a division takes about as long as all that is in front of it. tanh(x) is nd/(d² + w²)
// with w = n/2, see Tanh.
public static partial class VectorMath
{
    /// <summary>sigmoid(gate)·tanh(x), as the cells of recurrent layers have it. At most 8 ulp of error.</summary>
    /// <param name="gate">What the gate is the sigmoid of.</param>
    /// <param name="x">What it lets through.</param>
    /// <returns>The product, with the sign of x.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> GatedTanh(Vector<float> gate, Vector<float> x)
    {
        (Vector<float> numerator, Vector<float> denominator) = SigmoidQuotient(gate);
        (Vector<float> tanh, Vector<float> tanhDenominator) = TanhQuotient(x);
        return numerator * tanh / (denominator * tanhDenominator);
    }

    /// <inheritdoc cref="GatedTanh(Vector{float}, Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> GatedTanh(Vector<double> gate, Vector<double> x)
    {
        (Vector<double> numerator, Vector<double> denominator) = SigmoidQuotient(gate);
        (Vector<double> tanh, Vector<double> tanhDenominator) = TanhQuotient(x);
        return numerator * tanh / (denominator * tanhDenominator);
    }

    /// <summary>tanh(x) + sigmoid(gate)·(kept - tanh(x)), the step of a gated recurrent unit. At most 8 ulp of the greater of tanh(x) and kept in error.</summary>
    /// <param name="gate">What the update gate is the sigmoid of.</param>
    /// <param name="x">What the candidate is the tanh of.</param>
    /// <param name="kept">The state that an open gate keeps.</param>
    /// <returns>The new state.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> GatedUpdate(Vector<float> gate, Vector<float> x, Vector<float> kept)
    {
        Vector<float> e = ExpOfNegative(gate | Create(-0f)), one = Vector<float>.One;
        Vector<int> isNegative = LessThan(gate, Vector<float>.Zero);
        (Vector<float> tanh, Vector<float> tanhDenominator) = TanhQuotient(x);
        Vector<float> updated = ConditionalSelect(isNegative, one, e) * tanh, weight = ConditionalSelect(isNegative, e, one) * kept;
        return MultiplyAddEstimate(weight, tanhDenominator, updated) / ((one + e) * tanhDenominator);
    }

    /// <inheritdoc cref="GatedUpdate(Vector{float}, Vector{float}, Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> GatedUpdate(Vector<double> gate, Vector<double> x, Vector<double> kept)
    {
        Vector<double> e = ExpOfNegative(gate | Create(-0.0)), one = Vector<double>.One;
        Vector<long> isNegative = LessThan(gate, Vector<double>.Zero);
        (Vector<double> tanh, Vector<double> tanhDenominator) = TanhQuotient(x);
        Vector<double> updated = ConditionalSelect(isNegative, one, e) * tanh, weight = ConditionalSelect(isNegative, e, one) * kept;
        return MultiplyAddEstimate(weight, tanhDenominator, updated) / ((one + e) * tanhDenominator);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector<float> Numerator, Vector<float> Denominator) TanhQuotient(Vector<float> x)
    {
        (Vector<float> n, _, Vector<float> d) = TanhTerms(x);
        Vector<float> w = n * Create(0.5f);
        return (n * d | (x & Create(-0f)), MultiplyAddEstimate(d, d, w * w));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector<double> Numerator, Vector<double> Denominator) TanhQuotient(Vector<double> x)
    {
        (Vector<double> n, _, Vector<double> d) = TanhTerms(x);
        Vector<double> w = n * Create(0.5);
        return (n * d | (x & Create(-0.0)), MultiplyAddEstimate(d, d, w * w));
    }
}
