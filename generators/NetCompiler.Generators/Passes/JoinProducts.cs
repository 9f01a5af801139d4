using System.Collections.Immutable;
using NetCompiler.Generators.Differentiation;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Passes;

/// <summary>For a single step: the product of the input joins that of the state, where what follows only sees the sum of both. Then one loop computes both.</summary>
internal static class JoinProducts
{
    public static ComputeGraph Run(ComputeGraph graph)
    {
        List<MatrixProduct> plain = [.. graph.AllOperations.OfType<MatrixProduct>().Where(product => product is { Form: ProductForm.Forward, Epilogue: null })];
        List<Operation> all = [.. graph.AllOperations];
        return graph with
        {
            Operations = [.. graph.Operations.Select(operation => operation switch
            {
                Scan scan => scan with { Body = [.. scan.Body.Select(Join)] },
                _ => Join(operation),
            })],
        };

        Operation Join(Operation operation)
        {
            if (operation is not MatrixProduct { Form: ProductForm.Forward, Bias: null, StoresResult: false, Epilogue: { } epilogue } product)
                return operation;
            MatrixProduct? other = plain.Find(candidate => epilogue.Operands.Contains(candidate.Result) && all.Count(reader => reader.Inputs.Contains(candidate.Result) && reader is not Scan) == 1
                && IsSum(epilogue, candidate.Result));
            return other is null ? product : product with { Joined = other };
        }
    }

    /// <summary>Joined products as one: the epilogue sees their sum as operand 0.</summary>
    public static MatrixProduct Whole(MatrixProduct product)
    {
        Epilogue epilogue = product.Epilogue!;
        int joined = epilogue.Operands.IndexOf(product.Joined!.Result) + 1;
        Expression expression = epilogue.Expression.Substitute(index => index == joined ? new Constant(0) : new Operand(index > joined ? index - 1 : index));
        return expression == Expressions.Argument(0)
            ? product with { Epilogue = null, Result = epilogue.Result, StoresResult = true }
            : product with { Epilogue = epilogue with { Expression = expression, Operands = epilogue.Operands.RemoveAt(joined - 1) } };
    }

    /// <summary>Whether an epilogue depends on the product and another value in the same way, and so on their sum alone.</summary>
    private static bool IsSum(Epilogue epilogue, Value other)
    {
        Expression slope = Derivative.Of(epilogue.Expression, 0);
        return slope is not Constant { Value: 0 } && slope.Equals(Derivative.Of(epilogue.Expression, epilogue.Operands.IndexOf(other) + 1));
    }
}
