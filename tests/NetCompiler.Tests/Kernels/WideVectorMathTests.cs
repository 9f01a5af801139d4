using System.Numerics;
using System.Runtime.Intrinsics;
using NetCompiler.Kernels;

namespace NetCompiler.Tests.Kernels;

/// <summary>The functions for 512-bit vectors against the portable ones, bit by bit; also where the hardware has no such vectors.</summary>
public class WideVectorMathTests
{
    /// <summary>Where the functions bend, and what is no number like others.</summary>
    private static readonly double[] s_points =
    [
        .. Enumerable.Range(0, 4096).Select(i => (i - 2048) / 64.0), .. Enumerable.Range(0, 256).Select(i => (i - 128) * 8.0),
        0.0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, -double.Epsilon, 1e-30, -1e-30, float.Epsilon, 1e-310, 88.7, -88.7, 709.7, -709.7, 1.0,
    ];

    [Fact]
    public void Gates_of_floats_give_the_same()
    {
        float[] x = [.. s_points.Select(point => (float)point)], reversed = [.. x.Reverse()];
        for (int i = 0; i < x.Length; i += Vector512<float>.Count)
        {
            Vector512<float> points = Vector512.LoadUnsafe(ref x[i]), sigmoid = VectorMath.Sigmoid(points), tanh = VectorMath.Tanh(points);
            Vector512<float> others = Vector512.LoadUnsafe(ref reversed[i]), gated = VectorMath.GatedTanh(points, others), updated = VectorMath.GatedUpdate(points, others, points);
            for (int j = 0; j < Vector512<float>.Count; j++)
            {
                Assert.Equal(VectorMath.Sigmoid(new Vector<float>(x[i + j]))[0], sigmoid[j]);
                Assert.Equal(VectorMath.Tanh(new Vector<float>(x[i + j]))[0], tanh[j]);
                Vector<float> point = new(x[i + j]), other = new(x[^(i + j + 1)]);
                Assert.Equal(VectorMath.GatedTanh(point, other)[0], gated[j]);
                Assert.Equal(VectorMath.GatedUpdate(point, other, point)[0], updated[j]);
            }
        }
    }

    [Fact]
    public void Gates_of_doubles_give_the_same()
    {
        double[] x = [.. s_points], reversed = [.. x.Reverse()];
        for (int i = 0; i < x.Length; i += Vector512<double>.Count)
        {
            Vector512<double> points = Vector512.LoadUnsafe(ref x[i]), sigmoid = VectorMath.Sigmoid(points), tanh = VectorMath.Tanh(points);
            Vector512<double> others = Vector512.LoadUnsafe(ref reversed[i]), gated = VectorMath.GatedTanh(points, others), updated = VectorMath.GatedUpdate(points, others, points);
            for (int j = 0; j < Vector512<double>.Count; j++)
            {
                Assert.Equal(VectorMath.Sigmoid(new Vector<double>(x[i + j]))[0], sigmoid[j]);
                Assert.Equal(VectorMath.Tanh(new Vector<double>(x[i + j]))[0], tanh[j]);
                Vector<double> point = new(x[i + j]), other = new(x[^(i + j + 1)]);
                Assert.Equal(VectorMath.GatedTanh(point, other)[0], gated[j]);
                Assert.Equal(VectorMath.GatedUpdate(point, other, point)[0], updated[j]);
            }
        }
    }
}
