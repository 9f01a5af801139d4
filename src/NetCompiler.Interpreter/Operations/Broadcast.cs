namespace NetCompiler.Interpreter;

/// <summary>How two shapes combine: aligned at the last dimension, with missing dimensions and those of size 1 repeated.</summary>
/// <remarks>The result is walked row by row, a row being its last dimension;
/// along a row each side steps by 1 or, where repeated, by 0.</remarks>
internal sealed class Broadcast
{
    private readonly int[] _shape;
    private readonly int[] _leftStrides;
    private readonly int[] _rightStrides;

    public Broadcast(ReadOnlySpan<int> left, ReadOnlySpan<int> right)
    {
        // A scalar is a row of one element, so that there always is a last dimension.
        int rank = Math.Max(1, Math.Max(left.Length, right.Length));
        IsScalar = left.Length == 0 && right.Length == 0;
        _shape = new int[rank];
        for (int axis = 0; axis < rank; axis++)
        {
            int leftSize = Size(left, axis - rank + left.Length);
            int rightSize = Size(right, axis - rank + right.Length);
            if (leftSize != rightSize && leftSize != 1 && rightSize != 1)
            {
                throw new ArgumentException(
                    $"Shapes {Shapes.Describe(left)} and {Shapes.Describe(right)} do not broadcast: {leftSize} is not {rightSize}.");
            }

            _shape[axis] = leftSize == 1 ? rightSize : leftSize;
        }

        _leftStrides = Strides(left, rank);
        _rightStrides = Strides(right, rank);
        Rows = Shapes.Length(_shape.AsSpan(0, rank - 1));
        RowLength = _shape[^1];
        LeftStep = _leftStrides[^1];
        RightStep = _rightStrides[^1];
    }

    public ReadOnlySpan<int> Shape => IsScalar ? [] : _shape;

    public int Rows { get; }

    public int RowLength { get; }

    public int LeftStep { get; }

    public int RightStep { get; }

    private bool IsScalar { get; }

    /// <summary>Where a row of the result starts in either side.</summary>
    public (int Left, int Right) Start(int row)
    {
        int left = 0;
        int right = 0;
        for (int axis = _shape.Length - 2; axis >= 0; axis--)
        {
            (row, int index) = Math.DivRem(row, _shape[axis]);
            left += index * _leftStrides[axis];
            right += index * _rightStrides[axis];
        }

        return (left, right);
    }

    private static int Size(ReadOnlySpan<int> shape, int axis) => axis < 0 ? 1 : shape[axis];

    private static int[] Strides(ReadOnlySpan<int> shape, int rank)
    {
        var strides = new int[rank];
        int stride = 1;
        for (int axis = 1; axis <= shape.Length; axis++)
        {
            strides[^axis] = shape[^axis] == 1 ? 0 : stride;
            stride *= shape[^axis];
        }

        return strides;
    }
}
