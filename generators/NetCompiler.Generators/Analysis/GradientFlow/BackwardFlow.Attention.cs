using System.Collections.Immutable;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>Attention: a gradient goes back to all steps that were looked at, and to the scores by which they were.</summary>
internal sealed partial class BackwardFlow
{
    private void Attended(HeadProduct product)
    {
        Backflow result = this[product.Result][0].Sum;
        StepShares shares = result.Steps ?? StepShares.Even(product.Result.Steps, common: 0);
        if (product.Form == HeadForm.Scores)
            Scores(product, result, shares);
        else
            Mix(product, result, shares);
    }

    /// <summary>y = Σ p·v: v gets p·δ of all steps, and p gets v·δ, of which what all v have in common has no effect.</summary>
    private void Mix(HeadProduct product, Backflow result, StepShares shares)
    {
        AttentionPattern pattern = Forward.Pattern(product.Left);
        ImmutableArray<Signal> values = Forward[product.Right];
        int steps = product.Result.Steps;
        double together = shares.SumOfProducts(1, 1) - 1, passed = pattern.ConcentrationOf(shares) + (together * pattern.Overlap);
        // The weights of a step sum to 1, so the sum over steps of the gradient stays what it is.
        double common = steps > 1 ? Math.Min(Math.Max((((1 + together) / passed) - 1) / (steps - 1), 0), 1) : 0;
        double length = values.Sum(run => (double)run.Length), own = values.Sum(run => run.Length * (run.Second - run.Shared)) / length;
        ImmutableArray<ErrorSignal> errors = this[product.Right];
        for (int run = 0; run < errors.Length; run++)
        {
            double energy = result.Energy * passed * values[run].Length / length;
            errors[run].Add(new Backflow(energy, energy / values[run].Length, 0) { Spread = result.Spread, Steps = pattern.Back(shares, common) });
        }

        double weights = result.Energy * steps * own;
        this[product.Left][0].Add(new Backflow(weights, weights / product.Left.Length, 0) { Spread = result.Spread, Steps = shares });
    }

    /// <summary>ds = scale·p·(dp - Σ p·dp).</summary>
    private void Weighted(HeadSoftmax softmax)
    {
        Backflow result = this[softmax.Result][0].Sum;
        StepShares shares = result.Steps ?? StepShares.Even(softmax.Result.Steps, common: 0);
        AttentionPattern pattern = Forward.Pattern(softmax.Result);
        double concentration = pattern.ConcentrationOf(shares), alike = Math.Min(pattern.Overlap / pattern.Concentration, 1);
        Backflow scores = Scaled(result, softmax.Scale * softmax.Scale * concentration * (1 - concentration) / softmax.Result.Steps);
        this[softmax.Scores][0].Add(scores with { Steps = shares with { Common = shares.Common * alike } });
    }

    /// <summary>dq = Σ ds·k and dk = Σ ds·q. The ds of a step sum to 0, so that nothing of what keys have in common comes back, and the gradients of all keys cancel.</summary>
    private void Scores(HeadProduct product, Backflow result, StepShares shares)
    {
        Signal query = Forward[product.Left][0], key = Forward[product.Right][0];
        double together = query.Second > 0 ? (shares.SumOfProducts(1, 1) - 1) * query.Shared / query.Second : 0;
        double queries = result.Energy * product.HeadLength * (key.Second - key.Shared), keys = result.Energy * product.HeadLength * query.Second * (1 + together);
        this[product.Left][0].Add(new Backflow(queries, queries / query.Length, 0) { Spread = result.Spread, Steps = shares });
        StepShares cancelling = StepShares.Even(product.Result.Steps, common: -1.0 / Math.Max(product.Result.Steps - 1, 1));
        this[product.Right][0].Add(new Backflow(keys, keys / key.Length, 0) { Spread = result.Spread, Steps = cancelling });
    }
}
