using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetCompiler.Kernels;

/// <summary>The kernel of a weight gradient.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="x">Inputs.</param>
/// <param name="dy">Gradients of the products.</param>
/// <param name="dw">Receives the gradient of the weight.</param>
/// <param name="m">The rows.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void WeightGradient<T>(ref T x, ref T dy, ref T dw, in RowBlock<T> m) where T : unmanaged;

/// <summary>The kernel of a weight gradient that also gives that of the bias.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="x">Inputs.</param>
/// <param name="dy">Gradients of the products.</param>
/// <param name="dw">Receives the gradient of the weight.</param>
/// <param name="db">Receives the gradient of the bias.</param>
/// <param name="m">The rows.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void WeightAndBiasGradient<T>(ref T x, ref T dy, ref T dw, ref T db, in RowBlock<T> m) where T : unmanaged;

// The part that takes down gradients of weights for single examples.
public sealed partial class GradientProbe<T>
{
    private AlignedBuffer<T>? _scratch;

    /// <summary>The most examples of a step whose weight gradient is computed by itself, where that takes more than the length of its factors.</summary>
    private int MostSingle => Math.Clamp(MostExamples / 4, 1, 64);

    /// <summary>Takes down the gradient of a matrix for each example: that of one is the column of its inputs times the row of its errors, and as long as the product of their
    /// lengths.</summary>
    /// <param name="layer">The number of the layer.</param>
    /// <param name="weight">The weight.</param>
    /// <param name="weightLength">Its elements.</param>
    /// <param name="x">The inputs, [rows, inputs].</param>
    /// <param name="inputs">Elements of a row.</param>
    /// <param name="dy">The gradients of the products, [rows, outputs].</param>
    /// <param name="outputs">Elements of a row.</param>
    /// <param name="m">The row block.</param>
    public void Weight(int layer, ref T weight, int weightLength, ref T x, int inputs, ref T dy, int outputs, in RowBlock<T> m)
    {
        if (!Wants(layer))
            return;
        AddWeight(layer, ref weight, weightLength);
        double energy = 0;
        for (int row = 0; row < _taken; row++)
        {
            double left = Magnitudes.SquaredLength<T>(MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref x, (nint)row * inputs), inputs));
            double right = Magnitudes.SquaredLength<T>(MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref dy, (nint)row * outputs), outputs));
            energy += left * right;
        }

        _layers[layer]!.MatrixEnergy += energy * _batch * _batch;
    }

    /// <summary>Takes down the gradient of a weight for some examples, each of which has one row.</summary>
    /// <param name="layer">The number of the layer.</param>
    /// <param name="weight">The weight.</param>
    /// <param name="weightLength">Its elements.</param>
    /// <param name="x">The inputs, [rows, inputs].</param>
    /// <param name="inputs">Elements of a row.</param>
    /// <param name="dy">The gradients of the products, [rows, outputs].</param>
    /// <param name="outputs">Elements of a row.</param>
    /// <param name="kernel">The kernel of the weight's gradient.</param>
    /// <param name="m">The row block.</param>
    public void Weight(int layer, ref T weight, int weightLength, ref T x, int inputs, ref T dy, int outputs, WeightGradient<T> kernel, in RowBlock<T> m) =>
        EachExample(layer, ref weight, weightLength, ref x, inputs, ref dy, outputs, kernel, null, m, steps: 1);

    /// <inheritdoc cref="Weight(int, ref T, int, ref T, int, ref T, int, WeightGradient{T}, in RowBlock{T})"/>
    public void Weight(int layer, ref T weight, int weightLength, ref T x, int inputs, ref T dy, int outputs, WeightAndBiasGradient<T> kernel, in RowBlock<T> m) =>
        EachExample(layer, ref weight, weightLength, ref x, inputs, ref dy, outputs, null, kernel, m, steps: 1);

    /// <summary>Takes down the gradient of a weight for some examples, each of which has a row in every step.</summary>
    /// <param name="layer">The number of the layer.</param>
    /// <param name="weight">The weight.</param>
    /// <param name="weightLength">Its elements.</param>
    /// <param name="x">The inputs, [steps, rows, inputs].</param>
    /// <param name="inputs">Elements of a row.</param>
    /// <param name="dy">The gradients of the products, [steps, rows, outputs].</param>
    /// <param name="outputs">Elements of a row.</param>
    /// <param name="kernel">The kernel of the weight's gradient.</param>
    /// <param name="m">The row block.</param>
    public void StepWeight(int layer, ref T weight, int weightLength, ref T x, int inputs, ref T dy, int outputs, WeightGradient<T> kernel, in RowBlock<T> m) =>
        EachExample(layer, ref weight, weightLength, ref x, inputs, ref dy, outputs, kernel, null, m, m.Steps);

    /// <inheritdoc cref="StepWeight(int, ref T, int, ref T, int, ref T, int, WeightGradient{T}, in RowBlock{T})"/>
    public void StepWeight(int layer, ref T weight, int weightLength, ref T x, int inputs, ref T dy, int outputs, WeightAndBiasGradient<T> kernel, in RowBlock<T> m) =>
        EachExample(layer, ref weight, weightLength, ref x, inputs, ref dy, outputs, null, kernel, m, m.Steps);

    /// <summary>The weights are the same for all blocks and batches of a step.</summary>
    private void AddWeight(int layer, ref T weight, int length)
    {
        if (_isFirst)
            _layers[layer]!.AddWeight(MemoryMarshal.CreateReadOnlySpan(ref weight, length));
    }

    private void EachExample(
        int layer, ref T weight, int weightLength, ref T x, int inputs, ref T dy, int outputs, WeightGradient<T>? kernel, WeightAndBiasGradient<T>? withBias, in RowBlock<T> m, int steps)
    {
        if (!Wants(layer))
            return;
        AddWeight(layer, ref weight, weightLength);
        int gathered = steps > 1 ? (steps + Alignment) / Alignment * Alignment : 0, aligned = (weightLength + Alignment) / Alignment * Alignment;
        // An example's own rows, if they do not lie together; its weight gradient; its bias gradient, which nobody looks at and which is no longer than the weight's.
        ref T scratch = ref Scratch((gathered * (inputs + outputs + Alignment)) + (2 * aligned) + outputs);
        ref T ownX = ref Unsafe.Add(ref scratch, 2 * aligned), ownDy = ref Unsafe.Add(ref ownX, gathered * inputs), bias = ref Unsafe.Add(ref scratch, aligned);
        RowBlock<T> example = m.Alone(steps);
        double energy = 0;
        for (int row = 0; row < _single; row++)
        {
            ref T rowX = ref Unsafe.Add(ref x, (nint)row * inputs), rowDy = ref Unsafe.Add(ref dy, (nint)row * outputs);
            if (steps > 1)
            {
                Rows.Copy(ref rowX, m.Rows * inputs, ref ownX, inputs, inputs, steps);
                Rows.Copy(ref rowDy, m.Rows * outputs, ref ownDy, outputs, outputs, steps);
                rowX = ref ownX;
                rowDy = ref ownDy;
            }

            if (kernel is not null)
                kernel(ref rowX, ref rowDy, ref scratch, example);
            else
                withBias!(ref rowX, ref rowDy, ref scratch, ref bias, example);
            Magnitudes gradient = default;
            gradient.Add(MemoryMarshal.CreateReadOnlySpan(ref scratch, weightLength), _batch);
            energy += gradient.SumOfSquares;
        }

        _layers[layer]!.WeightEnergy += energy;
    }

    /// <summary>Elements in a cache line or more.</summary>
    private const int Alignment = 16;

    private ref T Scratch(int length)
    {
        if (_scratch is null || _scratch.Length < length)
            _scratch = new AlignedBuffer<T>(length);
        return ref _scratch.First;
    }
}
