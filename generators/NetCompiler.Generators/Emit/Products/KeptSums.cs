using NetCompiler.Generators.Emit.Convolutions;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Emit.Products;

/// <summary>Which products have to keep their sums behind an epilogue in some pass: then all passes share a kernel that can.</summary>
/// <param name="passes">The passes of a network.</param>
internal sealed class KeptSums(IEnumerable<ComputeGraph> passes)
{
    private readonly HashSet<string> _keys =
        [.. passes.SelectMany(pass => pass.AllOperations).OfType<Product>().Where(product => product is { Epilogue: not null, StoresResult: true }).Select(Key)];

    public bool Contains(Product product) => product.Epilogue is not null && _keys.Contains(Key(product));

    private static string Key(Product product) => product is Convolution convolution ? new ConvolutionShape(convolution).Key : new ProductSignature(product).Key;
}
