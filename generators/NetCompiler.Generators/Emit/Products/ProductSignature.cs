using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Emit.Products;

/// <summary>What a product kernel reads and writes, and what it does with each sum before storing it.</summary>
internal sealed class ProductSignature
{
    /// <summary>Describes a product.</summary>
    /// <param name="product">The product.</param>
    /// <param name="keepsSums">Whether its kernel can keep the sums behind an epilogue.</param>
    public ProductSignature(Product product, bool keepsSums = false)
    {
        KeepsSums = keepsSums;
        Form = product.Form;
        Outputs = product.Columns;
        Inputs = (product.Form == ProductForm.WeightGradient ? product.Result : product.Right).Length / Outputs;
        HasBias = product.Bias is not null;
        IsPacked = product is MatrixProduct { Packed: not null };
        HasColumnSums = product.ColumnSums is not null;
        Epilogue = product.Epilogue?.Expression;
        MaskCount = product.Epilogue?.Operands.Count(operand => operand.Kind == ValueKind.Mask) ?? 0;
        SavedCount = (product.Epilogue?.Operands.Length ?? 0) - MaskCount;
    }

    public ProductForm Form { get; }

    /// <summary>Fan-in of the layer, the rows of its weight.</summary>
    public int Inputs { get; }

    /// <summary>Units of the layer, the columns of its weight.</summary>
    public int Outputs { get; }

    public bool HasBias { get; }

    /// <summary>Whether the right factor is there once more, in panels.</summary>
    public bool IsPacked { get; }

    /// <summary>Whether it pays to look for zeros in the factor that may have many.</summary>
    public bool SkipsZeros { get; init; }

    public bool HasColumnSums { get; }

    public Expression? Epilogue { get; }

    /// <summary>Whether the sums behind an epilogue can be kept too.</summary>
    public bool KeepsSums { get; }

    /// <summary>How many other values the epilogue reads at the same place.</summary>
    public int SavedCount { get; }

    /// <summary>How many masks the epilogue reads, after the other values.</summary>
    public int MaskCount { get; }

    /// <summary>Whether the epilogue is applied to the sums in registers; an expensive one, such as one that draws random factors, gets a loop of its own over the rows just written.</summary>
    public bool FusesInRegisters => Epilogue is not null && MaskCount == 0 && !Epilogue.IsExpensive();

    /// <summary>Terms of each sum, for forward and input gradient.</summary>
    public int Depth => Form == ProductForm.Forward ? Inputs : Outputs;

    /// <summary>Columns of the result, for forward and input gradient.</summary>
    public int Columns => Form == ProductForm.Forward ? Outputs : Inputs;

    public string Key => $"{(IsPacked ? "Packed " : "")}{(SkipsZeros ? "Rectified " : "")}{Form} {Inputs} {Outputs} {HasBias} {HasColumnSums} {SavedCount} {MaskCount} {Epilogue}";
}
