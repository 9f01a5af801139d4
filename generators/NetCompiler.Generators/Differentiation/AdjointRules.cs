using System.Collections.Immutable;
using NetCompiler.Generators.Graph;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Differentiation;

/// <summary>One rule per primitive operation: given the adjoint of its result, append the adjoints of its inputs.</summary>
internal static class AdjointRules
{
    public static void Append(Differentiator context, Operation operation, Value adjoint)
    {
        switch (operation)
        {
            case MatrixProduct product:
                OfProduct(context, product, adjoint, static (form, left, right, result) => new MatrixProduct(form, left, right, result));
                break;
            case Convolution convolution:
                OfProduct(context, convolution, adjoint.ReshapedLike(convolution.Result), (form, left, right, result) =>
                    new Convolution(form, convolution.Window, convolution.Groups, left, right, result));
                break;
            case Pool pool:
                OfPool(context, pool, adjoint.ReshapedLike(pool.Result));
                break;
            case Unpool unpool:
                OfUnpool(context, unpool, adjoint.ReshapedLike(unpool.Result));
                break;
            case Interpolate interpolate:
                OfInterpolation(context, interpolate, adjoint.ReshapedLike(interpolate.Result));
                break;
            case Elementwise map:
                OfMap(context, map.Expression, map.Operands, map.Result, map.PreservesSign, adjoint);
                break;
            case Reduce { Kind: Reduction.Sum } sum:
                OfMap(context, sum.Expression, sum.Operands, result: null, preservesSign: false, adjoint, sum.Constants);
                break;
            case Concatenate concatenation:
                OfConcatenation(context, concatenation, adjoint);
                break;
            case Split split:
                context.Accumulate(split.Whole, context.Builder.Concatenate([.. split.Parts.Select(part => context.AdjointOrZero(part).Reshaped(part.Dimensions))]));
                break;
            case Permute permute:
                OfPermute(context, permute, adjoint);
                break;
            case Gather gather:
                OfGather(context, gather, adjoint);
                break;
            case HeadProduct or HeadSoftmax or AdditiveScores or AddSteps:
                AttentionAdjoints.Append(context, operation, adjoint);
                break;
            case TakeLast or PoolSteps or ReverseSteps or Delays:
                SequenceAdjoints.Append(context, operation, adjoint);
                break;
            case SoftmaxCrossEntropy { Gradient: { } gradient } loss when adjoint.Kind == ValueKind.LossScale:
                context.Accumulate(loss.Logits, gradient);
                break;
            default:
                throw new NotSupportedException($"No adjoint rule for {operation}.");
        }
    }

    /// <summary>Y = X·W: dX = dY·Wᵀ, dW = Xᵀ·dY; a convolution is such a product as well.</summary>
    private static void OfProduct(Differentiator context, Product product, Value adjoint, Func<ProductForm, Value, Value, Value, Product> create)
    {
        (Value x, Value weight) = (product.Left, product.Right);
        if (context.IsDependent(weight))
        {
            Value result = weight.Like($"d{weight.Name}");
            context.Builder.Append(create(ProductForm.WeightGradient, x, adjoint, result));
            context.Accumulate(weight, result);
        }

        if (context.IsDependent(x))
        {
            Value result = x.Like($"d{x.Name}");
            context.Builder.Append(create(ProductForm.InputGradient, adjoint, weight, result));
            context.Accumulate(x, result);
        }
    }

    private static void OfPool(Differentiator context, Pool pool, Value adjoint)
    {
        Value result = pool.Operand.Like($"d{pool.Operand.Name}");
        bool isMax = pool.Kind == PoolKind.Max;
        context.Builder.Append(new Unpool(pool.Kind, pool.Window, adjoint, isMax ? pool.Operand : null, isMax ? pool.Result : null, result));
        context.Accumulate(pool.Operand, result);
    }

    private static void OfUnpool(Differentiator context, Unpool unpool, Value adjoint)
    {
        Value result = unpool.Adjoint.Like($"d{unpool.Adjoint.Name}");
        context.Builder.Append(new Pool(unpool.Kind, unpool.Window, adjoint, result));
        context.Accumulate(unpool.Adjoint, result);
    }

    private static void OfInterpolation(Differentiator context, Interpolate interpolate, Value adjoint)
    {
        Value result = interpolate.Operand.Like($"d{interpolate.Operand.Name}");
        context.Builder.Append(new InterpolateAdjoint(interpolate.Vertically, interpolate.Horizontally, adjoint, result));
        context.Accumulate(interpolate.Operand, result);
    }

    /// <summary>The adjoint is taken apart as the parts were put together.</summary>
    private static void OfConcatenation(Differentiator context, Concatenate concatenation, Value adjoint)
    {
        Value[] parts = context.Builder.Split(adjoint.Reshaped(concatenation.Result.Dimensions), [.. concatenation.Parts.Select(part => part.Channels)]);
        for (int i = 0; i < parts.Length; i++)
        {
            if (context.IsDependent(concatenation.Parts[i]))
                context.Accumulate(concatenation.Parts[i], parts[i]);
        }
    }

    /// <summary>Indices have no gradient; every row of the table gets the sum over its uses.</summary>
    private static void OfGather(Differentiator context, Gather gather, Value adjoint)
    {
        Value result = gather.Table.Like($"d{gather.Table.Name}");
        context.Builder.Append(new ScatterAdd(gather.Indices, adjoint, gather.Padding, result));
        context.Accumulate(gather.Table, result);
    }

    /// <summary>The adjoint goes the way back.</summary>
    private static void OfPermute(Differentiator context, Permute permute, Value adjoint)
    {
        Value result = permute.Operand.Like($"d{permute.Operand.Name}");
        context.Builder.Append(new Permute(adjoint.ReshapedLike(permute.Result), result));
        context.Accumulate(permute.Operand, result);
    }

    /// <summary>y = f(x₀, x₁, …): dxᵢ = dy·∂f/∂xᵢ, summed over whatever xᵢ was broadcast along. The same rule serves a sum of f,
    /// whose adjoint is broadcast.</summary>
    private static void OfMap(
        Differentiator context, Expression expression, ImmutableArray<Value> operands, Value? result, bool preservesSign, Value adjoint, ImmutableArray<Value> constants = default)
    {
        // Inside the derivative: operand i < n is xᵢ, operand n is y, operand n + 1 is dy.
        int n = operands.Length;
        ImmutableArray<Value> all = [.. operands, result ?? operands[0], adjoint];
        Value shape = result ?? operands.OrderByDescending(operand => operand.PerExample).ThenByDescending(operand => operand.Length).First();
        for (int i = 0; i < n; i++)
        {
            if (!context.IsDependent(operands[i]) || (!constants.IsDefault && constants.Contains(operands[i])))
                continue;
            Expression derivative = Derivative.Of(expression, i);
            if (result is not null)
                derivative = OutputReuse.Rewrite(derivative, expression, n, preservesSign);
            AppendProduct(context, operands[i], shape, derivative * Argument(n + 1), all);
        }
    }

    private static void AppendProduct(Differentiator context, Value operand, Value shape, Expression gradient, ImmutableArray<Value> all)
    {
        (Expression expression, Value[] used) = Compact(gradient, all);
        if (expression is Constant { Value: 0 })
            return;
        if (operand.PerExample == shape.PerExample && operand.Length == shape.Length)
        {
            bool isAdjointItself = expression == Argument(0) && used[0].PerExample == shape.PerExample && used[0].Length == shape.Length;
            Value value = isAdjointItself ? used[0] : Map(context, operand, shape, expression, used);
            context.Accumulate(operand, value);
            return;
        }

        Axis axis = operand switch
        {
            { PerExample: true } => Axis.Features,
            { Length: 1 } when shape is { PerExample: true, Length: > 1 } => Axis.All,
            _ => Axis.Batch,
        };
        Value sum = operand.Like($"d{operand.Name}");
        context.Builder.Append(new Reduce(Reduction.Sum, axis, expression, [.. used], sum));
        context.Accumulate(operand, sum);
    }

    private static Value Map(Differentiator context, Value operand, Value shape, Expression expression, Value[] used)
    {
        Value result = shape.Like($"d{operand.Name}");
        context.Builder.Append(new Elementwise(expression, [.. used], result));
        return result;
    }

    /// <summary>Drops the operands that the expression does not read and renumbers the rest, the adjoint first.</summary>
    private static (Expression Expression, Value[] Used) Compact(Expression expression, ImmutableArray<Value> all)
    {
        int[] used = [.. expression.Nodes().OfType<Operand>().Select(operand => operand.Index).Distinct().OrderByDescending(index => index)];
        return (expression.Substitute(index => Argument(Array.IndexOf(used, index))), [.. used.Select(index => all[index])]);
    }
}
