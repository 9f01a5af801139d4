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
        float[] x = [.. s_points.Select(point => (float)point)];
        for (int i = 0; i < x.Length; i += Vector512<float>.Count)
        {
            Vector512<float> points = Vector512.LoadUnsafe(ref x[i]), sigmoid = VectorMath.Sigmoid(points), tanh = VectorMath.Tanh(points);
            for (int j = 0; j < Vector512<float>.Count; j++)
            {
                Assert.Equal(VectorMath.Sigmoid(new Vector<float>(x[i + j]))[0], sigmoid[j]);
                Assert.Equal(VectorMath.Tanh(new Vector<float>(x[i + j]))[0], tanh[j]);
            }
        }
    }

    [Fact]
    public void Gates_of_doubles_give_the_same()
    {
        double[] x = [.. s_points];
        for (int i = 0; i < x.Length; i += Vector512<double>.Count)
        {
            Vector512<double> points = Vector512.LoadUnsafe(ref x[i]), sigmoid = VectorMath.Sigmoid(points), tanh = VectorMath.Tanh(points);
            for (int j = 0; j < Vector512<double>.Count; j++)
            {
                Assert.Equal(VectorMath.Sigmoid(new Vector<double>(x[i + j]))[0], sigmoid[j]);
                Assert.Equal(VectorMath.Tanh(new Vector<double>(x[i + j]))[0], tanh[j]);
            }
        }
    }
}
