using System.Numerics;
using System.Runtime.Intrinsics;
using NetCompiler.Kernels;

namespace NetCompiler.Tests.Kernels;

public class VectorMathFloatTests
{
    private const float Infinity = float.PositiveInfinity;

    [Fact]
    public void Exp_is_within_2_ulp() => Sweep(VectorMath.Exp, Math.Exp, 2);

    [Fact]
    public void Expm1_is_within_2_ulp() => Sweep(VectorMath.Expm1, FloatReference.Expm1, 2);

    [Fact]
    public void Log_is_within_2_ulp() => Sweep(VectorMath.Log, Math.Log, 2);

    [Fact]
    public void Tanh_is_within_2_ulp() => Sweep(VectorMath.Tanh, Math.Tanh, 2);

    [Fact]
    public void Sigmoid_is_within_3_ulp() => Sweep(VectorMath.Sigmoid, FloatReference.Sigmoid, 3);

    [Theory]
    [InlineData(float.PositiveInfinity)]
    [InlineData(0.3f)]
    [InlineData(-2.1f)]
    [InlineData(-40f)]
    public void A_gated_tanh_is_within_8_ulp(float gate)
    {
        Sweep(x => VectorMath.GatedTanh(Vector.Create(gate), x), x => FloatReference.Sigmoid(gate) * Math.Tanh(x), 8);
        // Of the sigmoid, too.
        Sweep(x => VectorMath.GatedTanh(x, Vector.Create(gate)), x => FloatReference.Sigmoid(x) * Math.Tanh(gate), 8);
    }

    [Theory]
    [InlineData(0.3f, 0.9f)]
    [InlineData(-2.1f, -0.5f)]
    [InlineData(40f, 3e10f)]
    [InlineData(-100f, 0f)]
    public void A_gated_update_is_within_8_ulp_of_what_it_is_made_of(float gate, float kept)
    {
        for (int i = -4000; i <= 4000; i++)
        {
            float x = i / 200f;
            double z = FloatReference.Sigmoid(gate), tanh = Math.Tanh(x), expected = (z * kept) + ((1 - z) * tanh);
            float actual = VectorMath.GatedUpdate(Vector.Create(gate), Vector.Create(x), Vector.Create(kept))[0];
            Assert.InRange(Math.Abs(actual - expected), 0, 8 * 1.2e-7 * Math.Max(Math.Abs(z * kept), Math.Abs((1 - z) * tanh)));
        }
    }

    [Fact]
    public void Softplus_is_within_2_ulp() => Sweep(VectorMath.Softplus, FloatReference.Softplus, 2);

    [Fact]
    public void Erf_is_within_3_ulp() => Sweep(VectorMath.Erf, FloatReference.Erf, 3);

    [Fact]
    public void Zeros_keep_their_sign_and_limits_are_exact()
    {
        Check(VectorMath.Exp,
            (0f, 1f), (-0f, 1f), (Infinity, Infinity), (-Infinity, 0f), (float.NaN, float.NaN), (89f, Infinity), (-104f, 0f));
        Check(VectorMath.Expm1,
            (0f, 0f), (-0f, -0f), (Infinity, Infinity), (-Infinity, -1f), (float.NaN, float.NaN), (float.Epsilon, float.Epsilon));
        Check(VectorMath.Log,
            (0f, -Infinity), (-0f, -Infinity), (1f, 0f), (-1f, float.NaN), (Infinity, Infinity),
            (float.NaN, float.NaN), (-Infinity, float.NaN));
        Check(VectorMath.Tanh,
            (0f, 0f), (-0f, -0f), (Infinity, 1f), (-Infinity, -1f), (float.NaN, float.NaN), (-float.Epsilon, -float.Epsilon), (10f, 1f));
        Check(VectorMath.Sigmoid, (0f, 0.5f), (-0f, 0.5f), (Infinity, 1f), (-Infinity, 0f), (float.NaN, float.NaN), (-100f, 3.78e-44f));
        Check(x => VectorMath.GatedTanh(x, Vector.Create(-0f)), (0f, -0f), (Infinity, -0f), (-Infinity, -0f), (float.NaN, float.NaN));
        Check(x => VectorMath.GatedTanh(Vector<float>.Zero, x), (0f, 0f), (float.NaN, float.NaN));
        Check(x => VectorMath.GatedUpdate(x, Vector<float>.Zero, Vector<float>.One), (Infinity, 1f), (-Infinity, 0f), (0f, 0.5f), (float.NaN, float.NaN));
        Check(x => VectorMath.GatedUpdate(Vector<float>.Zero, x, Vector<float>.Zero), (0f, 0f), (float.NaN, float.NaN));
        Check(VectorMath.Softplus,
            (Infinity, Infinity), (-Infinity, 0f), (float.NaN, float.NaN), (float.MaxValue, float.MaxValue), (-100f, 3.78e-44f));
        Check(VectorMath.Erf, (0f, 0f), (-0f, -0f), (Infinity, 1f), (-Infinity, -1f), (float.NaN, float.NaN), (4f, 1f), (-4f, -1f));
        Check(VectorMath.Relu, (2f, 2f), (-2f, 0f), (Infinity, Infinity), (-Infinity, 0f), (float.NaN, float.NaN));
        Check(VectorMath.Sqrt, (4f, 2f), (2f, MathF.Sqrt(2f)), (-1f, float.NaN));
        Check(VectorMath.Abs, (-3f, 3f), (-Infinity, Infinity));
        Check(x => VectorMath.Min(x, Vector<float>.One), (2f, 1f), (-2f, -2f), (float.NaN, float.NaN));
        Check(x => VectorMath.Max(x, Vector<float>.One), (2f, 2f), (-2f, 1f), (float.NaN, float.NaN));
        Check(x => VectorMath.Select(Vector.LessThan(x, Vector<float>.One), x, Vector<float>.Zero), (2f, 0f), (-2f, -2f));
    }

    private static void Check(Func<Vector<float>, Vector<float>> function, params (float X, float Expected)[] cases)
    {
        foreach ((float x, float expected) in cases)
        {
            float actual = function(Vector.Create(x))[0];
            bool same = float.IsNaN(expected)
                ? float.IsNaN(actual)
                : BitConverter.SingleToInt32Bits(actual) == BitConverter.SingleToInt32Bits(expected);
            Assert.True(same, $"f({x:R}) = {actual:R}, not {expected:R}");
        }
    }

    // Every 2039th of the 2^32 floats, and all those near the places where a formula changes or a result leaves the normal range.
    private static void Sweep(Func<Vector<float>, Vector<float>> function, Func<double, double> reference, double bound)
    {
        double worst = 0;
        float where = 0;
        Span<float> x = stackalloc float[Vector<float>.Count];
        for (long bits = 0; bits < 1L << 32; bits += 2039 * x.Length)
            Measure(x, bits, 2039);
        foreach (float centre in (ReadOnlySpan<float>)[0f, 1.17549435e-38f, 0.00024f, 0.4142f, 0.6931472f, 0.7071f, 0.97f, 1f, 1.1f, 1.3863f,
            3.92f, 9.01f, 16.6f, 17.33f, 18f, 87.336f, 88.376f, 88.7228f, 89f, 103.97f, 104f, float.MaxValue])
        {
            foreach (long sign in (ReadOnlySpan<long>)[0, 0x80000000])
            {
                long middle = sign + BitConverter.SingleToInt32Bits(centre);
                for (long bits = middle - 4096; bits < middle + 4096; bits += x.Length)
                    Measure(x, bits, 1);
            }
        }

        Assert.True(worst <= bound, $"{worst:F3} ulp at {where:R}");

        void Measure(Span<float> x, long first, int stride)
        {
            for (int lane = 0; lane < x.Length; lane++)
                x[lane] = BitConverter.Int32BitsToSingle((int)(uint)(first + ((long)lane * stride)));
            Vector<float> y = function(new Vector<float>(x));
            for (int lane = 0; lane < x.Length; lane++)
            {
                double error = Ulps.Error(y[lane], reference(x[lane]));
                if (error > worst)
                    (worst, where) = (error, x[lane]);
            }
        }
    }
}
