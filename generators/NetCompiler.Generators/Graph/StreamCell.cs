using System.Collections.Immutable;

namespace NetCompiler.Generators.Graph;

/// <summary>One step of a recurrent cell for a single stream: the functions of its gates, with the products that only they read.</summary>
/// <param name="Gates">The functions.</param>
/// <param name="Products">Forward products without an epilogue, of which the functions read runs of columns.</param>
/// <param name="Columns">Where the operands of the functions that are such runs lie in their product.</param>
/// <param name="Sums">Memory for those operands, one after another in whole vectors, where there are not the registers for them.</param>
internal sealed record StreamCell(ElementwiseGroup Gates, ImmutableArray<MatrixProduct> Products, ImmutableDictionary<Value, View> Columns, Value Sums) : Operation
{
    public override IEnumerable<Value> Inputs => Products.SelectMany(product => product.Inputs).Concat(Gates.Operands.Where(operand => !Columns.ContainsKey(operand)));

    public override IEnumerable<Value> Outputs => Gates.Outputs.Append(Sums);

    public override long Flops => Gates.Flops + Products.Sum(product => product.Flops + (product.Joined?.Flops ?? 0));
}
