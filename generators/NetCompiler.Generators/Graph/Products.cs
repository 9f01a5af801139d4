using System.Collections.Immutable;

namespace NetCompiler.Generators.Graph;

/// <summary>How the two factors of a product lie.</summary>
internal enum ProductForm
{
    /// <summary>Y[b, n] = Σₖ X[b, k]·W[k, n].</summary>
    Forward,

    /// <summary>dX[b, k] = Σₙ dY[b, n]·W[k, n].</summary>
    InputGradient,

    /// <summary>dW[k, n] = Σ_b X[b, k]·dY[b, n].</summary>
    WeightGradient,
}

/// <summary>A product of activations and a weight with what was fused into it: a bias the sums start from, the column sums of its right factor,
/// and an <see cref="Epilogue"/>.</summary>
internal abstract record Product(ProductForm Form, Value Left, Value Right, Value Result) : Operation
{
    /// <summary>Added to every row of a forward product.</summary>
    public Value? Bias { get; init; }

    /// <summary>Receives the column sums of the right factor of a weight gradient: the bias gradient.</summary>
    public Value? ColumnSums { get; init; }

    /// <summary>What happens to each element of the result while it is in a register or the first-level cache.</summary>
    public Epilogue? Epilogue { get; init; }

    /// <summary>Whether the product itself is needed, or only what the epilogue makes of it.</summary>
    public bool StoresResult { get; init; } = true;

    /// <summary>The number of the layer of whose outputs a measurement is the only reader of the product; null where others read it.</summary>
    public int? MeasuredAt { get; init; }

    /// <summary>Columns of the weight: units or output channels.</summary>
    public abstract int Columns { get; }

    public override IEnumerable<Value> Inputs => new[] { Left, Right, Bias }.OfType<Value>().Concat(Epilogue?.Operands ?? []);

    public override IEnumerable<Value> Outputs => new[] { StoresResult ? Result : null, Epilogue?.Result, ColumnSums }.OfType<Value>();
}

/// <summary>A matrix product.</summary>
internal sealed record MatrixProduct(ProductForm Form, Value Left, Value Right, Value Result) : Product(Form, Left, Right, Result)
{
    /// <summary>The right factor of a forward product once more, its columns in panels as the kernel reads them; or null.</summary>
    public Value? Packed { get; init; }

    /// <summary>Whether much of the left factor, or of the right one of a weight gradient, may be 0, because it comes through a rectifier or a dropout.</summary>
    public bool IsRectified { get; init; }

    /// <summary>Another product whose sums, of the same columns, can begin those of this one, because the epilogue only sees both together; or null.</summary>
    public MatrixProduct? Joined { get; init; }

    public override IEnumerable<Value> Inputs => base.Inputs.Concat(new[] { Packed }.OfType<Value>()).Concat(Joined?.Inputs ?? []);

    public override int Columns => Form switch
    {
        ProductForm.Forward => Result.Length,
        ProductForm.InputGradient => Left.Length,
        _ => Right.Length,
    };

    public override long Flops => Form switch
    {
        ProductForm.WeightGradient => 2L * Left.Length * Right.Length,
        _ => 2L * Right.Length,
    };
}

/// <summary>A convolution: the product of the elements in every window of a feature map, channels last, with a weight
/// <c>[kernel height, kernel width, input channels / groups, output channels]</c>.</summary>
/// <remarks>Forward Y = X∗W, input gradient dX from dY and W, weight gradient dW from X and dY; <paramref name="Window"/> is that of the forward pass in all three.</remarks>
internal sealed record Convolution(ProductForm Form, Window Window, int Groups, Value Left, Value Right, Value Result) : Product(Form, Left, Right, Result)
{
    public override int Columns => OutputChannels;

    public Value Weight => Form == ProductForm.WeightGradient ? Result : Right;

    /// <summary>Input channels that an output channel sees.</summary>
    public int GroupInputs => Weight.Length / (Window.Taps * OutputChannels);

    public int InputChannels => GroupInputs * Groups;

    public int OutputChannels => Weight.Dimensions[Weight.Dimensions.Length - 1];

    public override long Flops => 2L * Window.Positions * Weight.Length;
}

/// <summary>An elementwise function of a product: operand 0 of the expression is the product, operand i + 1 is <paramref name="Operands"/>[i],
/// of the same shape, masks last.</summary>
internal sealed record Epilogue(Expression Expression, ImmutableArray<Value> Operands, Value Result)
{
    /// <summary>The path of the layer that the function belongs to.</summary>
    public string Layer { get; init; } = "";
}
