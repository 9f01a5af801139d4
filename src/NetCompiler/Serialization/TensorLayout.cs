using System.Collections.Immutable;

namespace NetCompiler;

/// <summary>How the elements of a parameter tensor lie in a file: as PyTorch has them, outputs first.</summary>
/// <remarks>In memory the outputs of a weight are its last dimension, because vectors run over them: <c>[in, out]</c>, <c>[height, width, in, out]</c>. In a file they are <c>[out, in]</c>,
/// <c>[out, in, height, width]</c>. Tables of vectors (<see cref="ParameterInfo.IsTable"/>) are the same in both.</remarks>
internal sealed class TensorLayout
{
    private readonly int _outputs = 1;
    private readonly int _inputs = 1;
    private readonly int _taps;

    public TensorLayout(ParameterInfo parameter)
    {
        Shape = parameter.Shape;
        if (parameter is { Role: ParameterRole.Weight, IsTable: false, Shape.Length: >= 2 })
        {
            (_outputs, _inputs) = (Shape[^1], Shape[^2]);
            Shape = [_outputs, _inputs, .. Shape[..^2]];
        }

        _taps = parameter.Length / (_outputs * _inputs);
    }

    /// <summary>The shape in the file.</summary>
    public ImmutableArray<int> Shape { get; }

    /// <summary>Where an element of the file lies in memory.</summary>
    /// <param name="index">Its index in the file.</param>
    /// <returns>Its index in the tensor of the flat vector.</returns>
    public int InMemory(int index)
    {
        (int rest, int tap) = Math.DivRem(index, _taps);
        (int output, int input) = Math.DivRem(rest, _inputs);
        return (((tap * _inputs) + input) * _outputs) + output;
    }

    /// <summary>Whether a tensor of this shape can be read: the same dimensions, but for those of one element.</summary>
    /// <param name="shape">The shape of a tensor in a file.</param>
    /// <returns>False when a dimension differs.</returns>
    public bool Accepts(IEnumerable<long> shape) => shape.Where(size => size != 1).SequenceEqual(Shape.Where(size => size != 1).Select(size => (long)size));
}
