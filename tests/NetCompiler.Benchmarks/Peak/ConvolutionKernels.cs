using NetCompiler.Kernels;

namespace NetCompiler.Benchmarks.Peak;

/// <summary>The three kernels of one convolution of 3 × 3 that keeps its shape, as the generator wrote them, each ready to run on its own.</summary>
public static class ConvolutionKernels
{
    private const int Kernel = 3;

    private delegate void Product(ref float left, ref float right, ref float result, in RowBlock<float> m);

    /// <summary>The kernels of a layer of <see cref="ConvolutionProbe"/>. Only the products with elements inside the map and its border count as arithmetic.</summary>
    /// <param name="required">The least share of the peak for each of them.</param>
    public static IEnumerable<Kernel> Of(int batch, int size, int channels, double required)
    {
        string method = $"Conv2D_{size}x{size}x{channels}x{Kernel}x{Kernel}x{channels}";
        string shape = $"({batch}, {channels}, {size}, {size})";
        int map = size * size * channels, weights = Kernel * Kernel * channels * channels;
        double flops = 2.0 * batch * size * size * weights;
        AlignedFloats x = AlignedFloats.Random(batch * map), dy = AlignedFloats.Random(batch * map), weight = AlignedFloats.Random(weights);
        AlignedFloats y = new(batch * map), dx = new(batch * map), dw = new(weights);
        // The weights in another order and a map with its border.
        int panelLength = weights + ((size + 2) * (size + 2) * channels);
        var panel = new AlignedFloats(panelLength);
        yield return Of($"convolution forward {shape}", method, x, weight, y);
        yield return Of($"convolution input gradient {shape}", $"{method}InputGradient", dy, weight, dx);
        yield return Of($"convolution weight gradient {shape}", $"{method}WeightGradient", x, dy, dw);

        Kernel Of(string name, string kernel, AlignedFloats left, AlignedFloats right, AlignedFloats result)
        {
            Product product = GeneratedKernels.Bind<Product>(kernel);
            return new Kernel(name, flops, repetitions =>
            {
                // A kernel is handed its operands, and takes only the panel and the number of rows from here.
                RowBlock<float> m = new(
                    ref x.First, ref dy.First, ref weight.First, ref dw.First, ref panel.First, panelLength, rows: batch, capacity: batch, accumulates: false, scale: 1f / batch);
                for (int i = 0; i < repetitions; i++)
                    product(ref left.First, ref right.First, ref result.First, m);
            }, required);
        }
    }
}
