using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Differentiation;

/// <summary>The adjoints of operations that make one step of a sequence.</summary>
internal static class SequenceAdjoints
{
    public static void Append(Differentiator context, Operation operation, Value adjoint)
    {
        if (operation is TakeLast last)
        {
            // The scan backwards starts with it.
            if (context.TryAccumulateFinal(last.Sequence, adjoint))
                return;
            Value result = last.Sequence.Like($"d{last.Sequence.Name}");
            context.Builder.Append(new PlaceLast(adjoint, result));
            context.Accumulate(last.Sequence, result);
        }
        else if (operation is ReverseSteps reverse)
        {
            context.Accumulate(reverse.Operand, context.Builder.Reverse(adjoint));
        }
        else if (operation is Delays delays)
        {
            Value result = delays.Operand.Like($"d{delays.Operand.Name}");
            context.Builder.Append(new SumDelays(adjoint, delays.Kernel, delays.Dilation, result) { StateOffset = delays.StateOffset });
            context.Accumulate(delays.Operand, result);
        }
        else if (operation is PoolSteps pooling)
        {
            Value result = pooling.Sequence.Like($"d{pooling.Sequence.Name}");
            bool isMax = pooling.Kind == Pooling.Max;
            context.Builder.Append(new SpreadSteps(pooling.Kind, adjoint, isMax ? pooling.Sequence : null, isMax ? pooling.Result : null, result));
            context.Accumulate(pooling.Sequence, result);
        }
    }
}
