using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Differentiation;

/// <summary>The adjoints of products over heads, which are such products again, and of what belongs to them.</summary>
internal static class AttentionAdjoints
{
    public static void Append(Differentiator context, Operation operation, Value adjoint)
    {
        switch (operation)
        {
            case HeadProduct { Form: HeadForm.Scores } scores:
                Accumulate(context, scores.Left, new HeadProduct(HeadForm.Mix, scores.Heads, scores.IsCausal, adjoint, scores.Right, New(scores.Left)));
                Accumulate(context, scores.Right, new HeadProduct(HeadForm.MixBack, scores.Heads, scores.IsCausal, adjoint, scores.Left, New(scores.Right)));
                break;
            case HeadProduct { Form: HeadForm.Mix } mix:
                Accumulate(context, mix.Left, new HeadProduct(HeadForm.Scores, mix.Heads, mix.IsCausal, adjoint, mix.Right, New(mix.Left)));
                Accumulate(context, mix.Right, new HeadProduct(HeadForm.MixBack, mix.Heads, mix.IsCausal, mix.Left, adjoint, New(mix.Right)));
                break;
            case HeadProduct back:
                Accumulate(context, back.Left, new HeadProduct(HeadForm.Scores, back.Heads, back.IsCausal, back.Right, adjoint, New(back.Left)));
                Accumulate(context, back.Right, new HeadProduct(HeadForm.Mix, back.Heads, back.IsCausal, back.Left, adjoint, New(back.Right)));
                break;
            case HeadSoftmax softmax:
                Accumulate(context, softmax.Scores, new HeadSoftmaxAdjoint(softmax, adjoint, New(softmax.Scores)));
                break;
            case AdditiveScores scores:
                Accumulate(context, scores.Queries, new AdditiveScoresAdjoint(AdditiveFactor.Queries, scores, adjoint, New(scores.Queries)));
                Accumulate(context, scores.Keys, new AdditiveScoresAdjoint(AdditiveFactor.Keys, scores, adjoint, New(scores.Keys)));
                Accumulate(context, scores.Weight, new AdditiveScoresAdjoint(AdditiveFactor.Weight, scores, adjoint, New(scores.Weight)));
                break;
            case AddSteps sum:
                if (context.IsDependent(sum.Sequence))
                    context.Accumulate(sum.Sequence, adjoint);
                Accumulate(context, sum.Table, new SumSteps(adjoint, New(sum.Table)));
                break;
        }
    }

    private static Value New(Value value) => value.Like($"d{value.Name}");

    private static void Accumulate(Differentiator context, Value value, Operation adjoint)
    {
        if (!context.IsDependent(value))
            return;
        context.Builder.Append(adjoint);
        context.Accumulate(value, adjoint.Outputs.First());
    }
}
