using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Emit.Products;

/// <summary>Which products are given to <c>RectifiedProduct</c> where many factors turn out to be 0, and the memory that it needs.</summary>
internal static class RectifiedKernel
{
    /// <summary>Columns of a block that is summed, and terms of a sum, from which on it pays to leave some out.</summary>
    private const int LeastColumns = 96, LeastTerms = 64;

    public static bool Serves(MatrixProduct product, ElementType element)
    {
        if (!product.IsRectified || product.Packed is not null || element != ElementType.Single)
            return false;
        return product.Form == ProductForm.WeightGradient ? product.Left.Length >= LeastColumns : product.Result.Length >= LeastColumns && product.Left.Length >= LeastTerms;
    }

    /// <summary>Elements of the panel.</summary>
    public static int PanelLength(MatrixProduct product, ElementType element)
    {
        if (!Serves(product, element))
            return 0;
        return product.Form == ProductForm.WeightGradient ? RectifiedSizes.WeightGradient(product.Right.Length) : RectifiedSizes.Product;
    }
}
