using System.Numerics;
using NetCompiler.Kernels;

namespace NetCompiler.Tests.Kernels;

public class VectorMathLanesTests
{
    [Fact]
    public void First_floats_are_kept_loaded_and_stored()
    {
        int lanes = Vector<float>.Count;
        float[] source = [.. Enumerable.Range(1, lanes).Select(i => (float)i)];
        for (int count = 1; count < lanes; count++)
        {
            float[] expected = [.. source.Select((value, lane) => lane < count ? value : 0)];
            var loaded = new float[lanes];
            VectorMath.LoadFirst(ref source[0], count).CopyTo(loaded);
            Assert.Equal(expected, loaded);

            VectorMath.KeepFirst(new Vector<float>(source), count).CopyTo(loaded);
            Assert.Equal(expected, loaded);

            float[] stored = [.. Enumerable.Repeat(-1f, lanes + 1)];
            VectorMath.StoreFirst(new Vector<float>(source), ref stored[0], count);
            Assert.Equal([.. source.Take(count), .. Enumerable.Repeat(-1f, lanes + 1 - count)], stored);
        }
    }

    [Fact]
    public void First_doubles_are_kept_loaded_and_stored()
    {
        int lanes = Vector<double>.Count;
        double[] source = [.. Enumerable.Range(1, lanes).Select(i => (double)i)];
        for (int count = 1; count < lanes; count++)
        {
            double[] expected = [.. source.Select((value, lane) => lane < count ? value : 0)];
            var loaded = new double[lanes];
            VectorMath.LoadFirst(ref source[0], count).CopyTo(loaded);
            Assert.Equal(expected, loaded);

            VectorMath.KeepFirst(new Vector<double>(source), count).CopyTo(loaded);
            Assert.Equal(expected, loaded);

            double[] stored = [.. Enumerable.Repeat(-1.0, lanes + 1)];
            VectorMath.StoreFirst(new Vector<double>(source), ref stored[0], count);
            Assert.Equal([.. source.Take(count), .. Enumerable.Repeat(-1.0, lanes + 1 - count)], stored);
        }
    }

    [Fact]
    public void Sums_and_maxima_take_every_lane()
    {
        for (int lane = 0; lane < Vector<float>.Count; lane++)
        {
            Vector<float> v = Vector.Create(-2f).WithElement(lane, -1f);
            Assert.Equal(-1f, VectorMath.MaxAcross(v));
            Assert.Equal(1f - (2f * Vector<float>.Count), VectorMath.Sum(v));
        }

        for (int lane = 0; lane < Vector<double>.Count; lane++)
        {
            Vector<double> v = Vector.Create(-2.0).WithElement(lane, -1.0);
            Assert.Equal(-1.0, VectorMath.MaxAcross(v));
            Assert.Equal(1.0 - (2.0 * Vector<double>.Count), VectorMath.Sum(v));
        }
    }
}
