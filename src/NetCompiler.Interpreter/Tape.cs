using System.Numerics;

namespace NetCompiler.Interpreter;

/// <summary>Takes the gradient of an operation's result, multiplies it by the operation's Jacobian,
/// and adds the product to the gradients of the inputs.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="gradient">The gradient of the result.</param>
public delegate void VectorJacobianProduct<T>(ReadOnlySpan<T> gradient);

/// <summary>Records operations as they run, and differentiates the result by walking the record backwards.</summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed class Tape<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly List<(Variable<T> Result, VectorJacobianProduct<T> Product)> _record = [];

    /// <summary>Puts values on the tape that are not differentiated.</summary>
    /// <param name="values">The elements, row-major; they are copied.</param>
    /// <param name="shape">The dimensions.</param>
    /// <returns>A variable without a gradient.</returns>
    public Variable<T> Constant(ReadOnlySpan<T> values, params ReadOnlySpan<int> shape) => Leaf(values, shape, needsGradient: false);

    /// <summary>Puts values on the tape whose gradient is wanted.</summary>
    /// <param name="values">The elements, row-major; they are copied.</param>
    /// <param name="shape">The dimensions.</param>
    /// <returns>A variable that <see cref="Backward"/> gives a gradient.</returns>
    public Variable<T> Parameter(ReadOnlySpan<T> values, params ReadOnlySpan<int> shape) => Leaf(values, shape, needsGradient: true);

    /// <summary>Records the result of an operation. This is all that a new operation needs.</summary>
    /// <param name="shape">The dimensions of the result.</param>
    /// <param name="values">The elements of the result; the tape keeps the array.</param>
    /// <param name="product">The operation's vector-Jacobian product; it is called only when an input needs a gradient.</param>
    /// <param name="inputs">What the result was computed from.</param>
    /// <returns>The result.</returns>
    /// <exception cref="ArgumentException">The shape does not fit the values, or an input is on another tape.</exception>
    public Variable<T> Record(
        ReadOnlySpan<int> shape, T[] values, VectorJacobianProduct<T> product, params ReadOnlySpan<Variable<T>> inputs)
    {
        bool needsGradient = false;
        foreach (Variable<T> input in inputs)
        {
            if (input.Tape != this)
                throw new ArgumentException("An operation cannot mix variables of two tapes.", nameof(inputs));
            needsGradient |= input.NeedsGradient;
        }

        Variable<T> result = Create(shape, values, needsGradient);
        if (needsGradient)
            _record.Add((result, product));
        return result;
    }

    /// <summary>Adds the gradient of a scalar to the <see cref="Variable{T}.Gradient"/> of everything that it depends on,
    /// and forgets the record.</summary>
    /// <param name="scalar">A variable of one element.</param>
    /// <exception cref="ArgumentException"><paramref name="scalar"/> has more than one element or is on another tape.</exception>
    public void Backward(Variable<T> scalar)
    {
        if (scalar.Tape != this)
            throw new ArgumentException("The variable is on another tape.", nameof(scalar));
        if (scalar.Length != 1)
        {
            throw new ArgumentException(
                $"Only a scalar can be differentiated; this variable has shape {Shapes.Describe(scalar.Shape)}.", nameof(scalar));
        }

        scalar.Gradient[0] = T.One;
        for (int i = _record.Count - 1; i >= 0; i--)
        {
            (Variable<T> result, VectorJacobianProduct<T> product) = _record[i];
            if (result.HasGradient)
                product(result.Gradient);
        }

        _record.Clear();
    }

    private Variable<T> Leaf(ReadOnlySpan<T> values, ReadOnlySpan<int> shape, bool needsGradient) =>
        Create(shape, values.ToArray(), needsGradient);

    private Variable<T> Create(ReadOnlySpan<int> shape, T[] values, bool needsGradient)
    {
        if (Shapes.Length(shape) != values.Length)
        {
            throw new ArgumentException(
                $"The shape {Shapes.Describe(shape)} has {Shapes.Length(shape)} elements, but there are {values.Length}.", nameof(shape));
        }

        return new Variable<T>(this, shape.ToArray(), values, needsGradient);
    }
}
