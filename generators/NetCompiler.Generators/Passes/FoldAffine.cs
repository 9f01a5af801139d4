using System.Collections.Immutable;
using NetCompiler.Generators.Differentiation;
using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Passes;

/// <summary>Takes a scale and a shift of each output, such as a batch normalization in inference, into the product in front:
/// (x·W + b)·s + t becomes x·(W·s) + (b·s + t). It pays where the parameters do not change any more.</summary>
internal static class FoldAffine
{
    public static ComputeGraph Run(ComputeGraph graph)
    {
        var uses = new Uses(graph);
        var folded = new Dictionary<Operation, Chain?>(ReferenceComparer.Instance);
        foreach (Product product in graph.Operations.OfType<Product>())
        {
            if (Chain.Of(product, uses) is not { IsWorthwhile: true } chain)
                continue;
            folded[product] = null;
            foreach (Elementwise map in chain.Maps)
                folded[map] = null;
            // Where the last map stood, everything that the product needs is there.
            folded[chain.Maps.Last()] = chain;
        }

        IEnumerable<Operation> operations = graph.Operations.SelectMany(operation => !folded.TryGetValue(operation, out Chain? chain) ? [operation] : chain?.Fold() ?? []);
        return graph with { Operations = [.. operations] };
    }

    /// <summary>A product and the maps behind it, which together are an affine function of the product: operand 0 of the expression.</summary>
    private sealed record Chain(Product Product, Expression Expression, ImmutableArray<Value> Operands, ImmutableArray<Elementwise> Maps)
    {
        private Expression Scale => Derivative.Of(Expression, 0);

        private Expression Shift => Expression.Substitute(index => index == 0 ? 0.0 : Argument(index));

        /// <summary>Whether there is more than a bias that lies with its weight.</summary>
        public bool IsWorthwhile => Maps.Length > 1 || (Maps.Length == 1 && (Scale is not Constant { Value: 1 } || Product.Right.Kind != ValueKind.Parameter));

        public static Chain? Of(Product product, Uses uses)
        {
            if (product is not { Form: ProductForm.Forward, Bias: null, Epilogue: null } || product.Right.PerExample)
                return null;
            var chain = new Chain(product, Argument(0), [product.Result], []);
            Value last = product.Result;
            while (uses.Readers(last) is [Elementwise map] && uses.IsOnlyReader(last, map) && chain.TryAdd(map, last) is { } longer)
                (chain, last) = (longer, map.Result);
            return chain;
        }

        /// <summary>The operations of the folded product. Weight and bias are both new, so that they can lie together.</summary>
        public IEnumerable<Operation> Fold()
        {
            (Expression scale, ImmutableArray<Value> scales) = Scale.Compact(Operands);
            Value weight = Value.Computed(Product.Right.Name, perExample: false, Product.Right.Dimensions);
            yield return New(Argument(0) * scale.Substitute(index => Argument(index + 1)), [Product.Right, .. scales], weight);
            Value? bias = null;
            if (Shift is not Constant { Value: 0 })
            {
                (Expression shift, ImmutableArray<Value> shifts) = Shift.Compact(Operands);
                bias = Value.Computed("bias", perExample: false, Product.Columns);
                yield return New(shift, shifts, bias);
            }

            yield return Product with { Right = weight, Bias = bias, Result = Maps.Last().Result };
        }

        private Elementwise New(Expression expression, ImmutableArray<Value> operands, Value result) => new(expression, operands, result) { Layer = Product.Layer, Phase = Product.Phase };

        /// <summary>The chain with one more map, or null when it is not affine any more.</summary>
        private Chain? TryAdd(Elementwise map, Value last)
        {
            IEnumerable<Value> others = map.Operands.Where(operand => operand != last);
            // The outputs of the product are the channels of a convolution, as long as nobody reads them otherwise.
            bool isByOutput = map.Result.HasChannelsInnermost && map.Result.Channels == Product.Columns;
            if (map.Phase != Product.Phase || others.Any(other => other.PerExample || other.IsInBlock || (other.Length != 1 && !(isByOutput && other.Length == Product.Columns))))
                return null;
            ImmutableArray<Value> operands = [.. Operands.Concat(others).Distinct()];
            Expression expression = map.Expression.Substitute(index => map.Operands[index] == last ? Expression : Argument(operands.IndexOf(map.Operands[index])));
            bool isAffine = !Derivative.Of(expression, 0).Nodes().Contains(Argument(0));
            return isAffine ? this with { Expression = expression, Operands = operands, Maps = Maps.Add(map) } : null;
        }
    }
}
