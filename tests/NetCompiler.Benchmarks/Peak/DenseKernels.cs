using NetCompiler.Kernels;

namespace NetCompiler.Benchmarks.Peak;

/// <summary>The three matrix products of one dense layer, as the generator wrote them, each ready to run on its own.</summary>
public static class DenseKernels
{
    // Floats in a cache line, and so in the widest vector.
    private const int Line = 16;

    private delegate void Product(ref float left, ref float weight, ref float result, in RowBlock<float> m);

    private delegate void WeightGradient(ref float x, ref float dy, ref float dw, ref float db, in RowBlock<float> m);

    /// <summary>The kernels of a layer of <see cref="PeakProbe"/>. Only the products count as arithmetic: what a kernel does besides,
    /// bias and packing, costs it part of the peak.</summary>
    /// <param name="required">The least share of the peak for each of them, 0 where none is promised.</param>
    public static IEnumerable<Kernel> Of(int batch, int outputs, int inputs, double required)
    {
        string method = $"Dense{inputs}x{outputs}";
        string shape = $"({batch}, {outputs}, {inputs})";
        double flops = 2.0 * batch * outputs * inputs;
        int weights = inputs * outputs;
        // In the flat vector of a network the bias begins on the next cache line behind its weight.
        int bias = (weights + Line - 1) / Line * Line;
        AlignedFloats x = AlignedFloats.Random(batch * inputs), weight = AlignedFloats.Random(bias + outputs);
        AlignedFloats dy = AlignedFloats.Random(batch * outputs);
        AlignedFloats y = new(batch * outputs), dx = new(batch * inputs), dw = new(bias + outputs);
        // Two of the widest vectors for every term of the longest sum, or dy and two such vectors for every row.
        int panelLength = Math.Max(2 * Line * Math.Max(inputs, outputs), batch * (outputs + (2 * Line)));
        var panel = new AlignedFloats(panelLength);

        Product forward = GeneratedKernels.Bind<Product>(method);
        yield return new Kernel($"forward {shape}", flops, repetitions =>
        {
            RowBlock<float> m = Rows();
            for (int i = 0; i < repetitions; i++)
                forward(ref x.First, ref weight.First, ref y.First, m);
        }, required);

        Product inputGradient = GeneratedKernels.Bind<Product>($"{method}InputGradient");
        yield return new Kernel($"input gradient {shape}", flops, repetitions =>
        {
            RowBlock<float> m = Rows();
            for (int i = 0; i < repetitions; i++)
                inputGradient(ref dy.First, ref weight.First, ref dx.First, m);
        }, required);

        WeightGradient weightGradient = GeneratedKernels.Bind<WeightGradient>($"{method}WeightGradient");
        yield return new Kernel($"weight gradient {shape}", flops, repetitions =>
        {
            RowBlock<float> m = Rows();
            for (int i = 0; i < repetitions; i++)
                weightGradient(ref x.First, ref dy.First, ref dw.First, ref dw.At(bias), m);
        }, required);

        // A kernel is handed its operands, and takes only the panel and the number of rows from here.
        RowBlock<float> Rows() => new(
            ref x.First, ref dy.First, ref weight.First, ref dw.First, ref panel.First, panelLength,
            rows: batch, capacity: batch, accumulates: false, scale: 1f / batch);
    }
}
