using System.Collections.Immutable;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>Attention: a gradient goes back to all steps that were looked at, and to the scores by which they were.</summary>
internal sealed partial class BackwardFlow
{
    /// <summary>What the values that weights or scores belong to keep from one step to the next.</summary>
    private readonly Dictionary<Value, double> _persistence = [];

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
        int steps = product.Right.Steps;
        double together = shares.SumOfProducts(1, 1) - 1, passed = pattern.ConcentrationOf(shares) + (together * pattern.Overlap);
        // The weights of a step sum to 1, so the sum over steps of the gradient stays what it is.
        double common = steps > 1 ? Math.Min(Math.Max((((1 + together) / passed) - 1) / (steps - 1), 0), 1) : 0;
        double length = values.Sum(run => (double)run.Length), own = values.Sum(run => run.Length * run.OwnOfStep(steps)) / length;
        ImmutableArray<ErrorSignal> errors = this[product.Right];
        for (int run = 0; run < errors.Length; run++)
        {
            double energy = result.Energy * passed * values[run].Length / length;
            errors[run].Add(new Backflow(energy, energy / values[run].Length, 0) { Spread = result.Spread, Steps = pattern.Back(shares, common) });
        }

        _persistence[product.Left] = values[0].Persistence;
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
        _persistence[softmax.Scores] = _persistence[softmax.Result];
        Backflow scores = Scaled(result, softmax.Scale * softmax.Scale * concentration * (1 - concentration) * softmax.Heads / softmax.Result.Length);
        this[softmax.Scores][0].Add(scores with { Steps = shares with { Common = shares.Common * alike } });
    }

    /// <summary>dq = Σ ds·v·y' and dk = Σ ds·v·y' for the hidden units y: the ds of a step sum to 0, so that of the slopes only what differs from key to key comes back to the query.</summary>
    private void Attended(AdditiveScores scores)
    {
        AdditiveFlow units = Forward.Additive(scores);
        Backflow result = this[scores.Result][0].Sum;
        StepShares shares = result.Steps ?? StepShares.Even(scores.Result.Steps, common: 0);
        double weight = scores.Weight.Length * Forward.Weights(scores.Weight).Second, together = shares.SumOfProducts(1, 1) - 1;
        double smooth = StepShares.Centred(scores.Keys.Steps, _persistence[scores.Result], 0) is > 0 and var none ? StepShares.Centred(scores.Keys.Steps, _persistence[scores.Result], Forward[scores.Keys][0].Persistence) / none : 1;
        Looked(scores.Result, scores.Queries, scores.Keys, result, shares, weight * units.SlopeOwn * smooth, weight * units.Slope * (1 + (together * units.SlopeAlike)));
    }

    /// <summary>dq = Σ ds·k and dk = Σ ds·q. The ds of a step sum to 0, so that nothing of what keys have in common comes back, and the gradients of all keys cancel.</summary>
    private void Scores(HeadProduct product, Backflow result, StepShares shares)
    {
        Signal query = Forward[product.Left][0], key = Forward[product.Right][0];
        double together = query.Second > 0 ? (shares.SumOfProducts(1, 1) - 1) * query.Shared / query.Second : 0;
        Looked(product.Result, product.Left, product.Right, result, shares,
            product.HeadLength * (key.Second - key.Shared) * StepShares.Centred(product.Right.Steps, _persistence[product.Result], key.Persistence), product.HeadLength * query.Second * (1 + together));
    }

    private void Looked(Value scores, Value query, Value key, Backflow result, StepShares shares, double toQuery, double toKey)
    {
        Add(query, result.Energy * toQuery, shares);
        Add(key, result.Energy * toKey, StepShares.Even(key.Steps, common: 0) with { Smoothness = _persistence[scores] });

        void Add(Value value, double energy, StepShares steps) => this[value][0].Add(new Backflow(energy, energy / value.Length, 0) { Spread = result.Spread, Steps = steps });
    }
}
