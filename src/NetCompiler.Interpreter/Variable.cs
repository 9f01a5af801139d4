using System.Numerics;

namespace NetCompiler.Interpreter;

/// <summary>A dense row-major array on a <see cref="Tape{T}"/>, together with the gradient of whatever the tape differentiates.</summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed class Variable<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int[] _shape;
    private readonly T[] _values;
    private T[]? _gradient;

    internal Variable(Tape<T> tape, int[] shape, T[] values, bool needsGradient)
    {
        Tape = tape;
        _shape = shape;
        _values = values;
        NeedsGradient = needsGradient;
    }

    /// <summary>The tape that recorded it.</summary>
    public Tape<T> Tape { get; }

    /// <summary>The dimensions, outermost first; empty for a scalar.</summary>
    public ReadOnlySpan<int> Shape => _shape;

    /// <summary>The number of elements.</summary>
    public int Length => _values.Length;

    /// <summary>The elements.</summary>
    public ReadOnlySpan<T> Values => _values;

    /// <summary>Whether it depends on anything that is differentiated.</summary>
    public bool NeedsGradient { get; }

    /// <summary>The gradient, zero until <see cref="Tape{T}.Backward"/> adds to it; of the same layout as <see cref="Values"/>.</summary>
    public Span<T> Gradient => _gradient ??= new T[_values.Length];

    internal bool HasGradient => _gradient is not null;

    /// <summary>The same elements under other dimensions.</summary>
    /// <param name="shape">The dimensions; their product must be <see cref="Length"/>.</param>
    /// <returns>A variable that shares the elements.</returns>
    /// <exception cref="ArgumentException">The number of elements differs.</exception>
    public Variable<T> Reshape(params ReadOnlySpan<int> shape) =>
        Tape.Record(shape, _values, gradient => Rows.Add(gradient, Gradient), this);
}
