using System.Collections.Immutable;

namespace NetCompiler;

/// <summary>Shifts and scales every column: (x - <see cref="Offsets"/>) / <see cref="Scales"/>. Fit it on the training data, then apply it
/// to all data.</summary>
public abstract class Scaler
{
    private protected Scaler(ImmutableArray<double> offsets, ImmutableArray<double> scales) => (Offsets, Scales) = (offsets, scales);

    /// <summary>What is subtracted from each column.</summary>
    public ImmutableArray<double> Offsets { get; }

    /// <summary>What each column is then divided by; 1 for a column that is constant in the training data.</summary>
    public ImmutableArray<double> Scales { get; }

    /// <summary>Scales a copy of the examples; their targets stay as they are.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="data">The examples.</param>
    /// <returns>The scaled examples.</returns>
    /// <exception cref="ArgumentException">The inputs have another number of columns.</exception>
    public Dataset<T> Transform<T>(Dataset<T> data) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(data);
        T[] inputs = data.Inputs.ToArray();
        Transform<T>(inputs);
        return data.WithInputs(inputs);
    }

    /// <summary>Scales rows in place.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="values">The rows, <c>[count, columns]</c>.</param>
    /// <exception cref="ArgumentException">The length is not a multiple of the number of columns.</exception>
    public void Transform<T>(Span<T> values) where T : unmanaged
    {
        Check(values.Length);
        for (int row = 0; row < values.Length; row += Offsets.Length)
        {
            for (int i = 0; i < Offsets.Length; i++)
                values[row + i] = Element<T>.From((Element<T>.ToDouble(values[row + i]) - Offsets[i]) / Scales[i]);
        }
    }

    /// <summary>Turns scaled rows back into what they were, in place.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="values">The scaled rows, <c>[count, columns]</c>.</param>
    /// <exception cref="ArgumentException">The length is not a multiple of the number of columns.</exception>
    public void InverseTransform<T>(Span<T> values) where T : unmanaged
    {
        Check(values.Length);
        for (int row = 0; row < values.Length; row += Offsets.Length)
        {
            for (int i = 0; i < Offsets.Length; i++)
                values[row + i] = Element<T>.From((Element<T>.ToDouble(values[row + i]) * Scales[i]) + Offsets[i]);
        }
    }

    private protected static void CheckFit(int length, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (length == 0 || length % columns != 0)
            throw new ArgumentException($"{length} values are not a positive multiple of {columns} columns.", "values");
    }

    private void Check(int length)
    {
        if (length % Offsets.Length != 0)
            throw new ArgumentException($"The scaler was fitted on {Offsets.Length} columns; {length} values are not a multiple of that.", "values");
    }
}
