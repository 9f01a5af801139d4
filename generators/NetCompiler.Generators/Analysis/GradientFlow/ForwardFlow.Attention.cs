using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>Attention: with first weights the scores have nothing to do with what the steps are worth, so that each step takes a mean of the others with random weights.</summary>
internal sealed partial class ForwardFlow
{
    private readonly Dictionary<Value, AttentionPattern> _patterns = [];
    private readonly Dictionary<Value, ScoreFlow> _scores = [];

    /// <summary>How the weights that a softmax over steps gives are distributed.</summary>
    public AttentionPattern Pattern(Value weights) => _patterns[weights];

    /// <summary>The hidden units of additive scores.</summary>
    public AdditiveFlow Additive(AdditiveScores scores) => new(Average(this[scores.Queries]), Average(this[scores.Keys]), scores.Keys.Steps);

    /// <summary>Scores of independent queries and keys, or the mean of values.</summary>
    private Signal Attended(HeadProduct product)
    {
        Signal left = Average(this[product.Left]), right = Average(this[product.Right]);
        if (product.Form == HeadForm.Scores)
        {
            // What all keys have in common is added to all scores of a step, and therefore without effect.
            _scores[product.Result] = new ScoreFlow(product.HeadLength * left.Second * right.OwnOfStep(product.Right.Steps), left.Second > 0 ? left.Shared / left.Second : 0);
            return Signal.Normal(product.Result.Length, 0, product.HeadLength * left.Second * right.Second, product.HeadLength * left.Shared * right.Shared);
        }

        AttentionPattern pattern = Pattern(product.Left);
        double own = right.Second - right.Shared, alike = right.Alike(product.Right.Steps);
        double Mean(double concentration) => right.Shared + (own * (concentration + ((1 - concentration) * alike)));
        return Signal.Normal(product.Result.Length, right.Mean, Mean(pattern.Concentration), Mean(pattern.Overlap)).FluctuatingAs(right);
    }

    /// <summary>Scores of hidden units that each pair of a query and a key has.</summary>
    private Signal Attended(AdditiveScores scores)
    {
        AdditiveFlow units = Additive(scores);
        double weight = scores.Weight.Length * Weights(scores.Weight).Second;
        _scores[scores.Result] = new ScoreFlow(weight * units.Own, units.Alike);
        return Signal.Normal(scores.Result.Length, 0, weight * units.Second, weight * units.Second * units.Alike);
    }

    private Signal Weighted(HeadSoftmax softmax)
    {
        ScoreFlow scores = _scores[softmax.Scores];
        int looked = softmax.Result.Length / softmax.Heads;
        AttentionPattern pattern = _patterns[softmax.Result] = new AttentionPattern(looked, softmax.IsCausal, softmax.Scale * softmax.Scale * scores.Variance, scores.Alike);
        double mean = 1.0 / looked;
        return new Signal(softmax.Result.Length, mean, mean * pattern.Concentration, mean * pattern.Overlap);
    }

    /// <summary>A table of sines and cosines, or one that is learned, has other values for every step and the same for every example; those that change slowly are common to all steps.</summary>
    private Signal Placed(AddSteps placed)
    {
        Signal x = Average(this[placed.Sequence]), table = IsParameter(placed.Table) ? Average(this[placed.Table]) with { Shared = 0 } : Sinusoids(placed.Table);
        double own = x.Second - x.Shared, added = table.Second - table.Shared;
        return new Signal(placed.Result.Length, x.Mean + table.Mean, x.Second + table.Second + (2 * x.Mean * table.Mean), x.Shared + table.Shared + (2 * x.Mean * table.Mean))
        {
            IsNormal = x.IsNormal,
            Persistence = own > 0 ? x.Persistence * own / (own + added) : 0,
        }.FluctuatingAs(x);
    }

    private static Signal Sinusoids(Value table)
    {
        int steps = Math.Max(table.Length / table.Channels, 1), length = table.Length / steps;
        double mean = 0, shared = 0;
        for (int i = 0; i < length; i++)
        {
            double wave = Math.Pow(10_000, -(double)(i & ~1) / length), sum = 0;
            for (int step = 0; step < steps; step++)
                sum += (i & 1) == 0 ? Math.Sin(step * wave) : Math.Cos(step * wave);
            mean += sum / steps / length;
            shared += sum / steps * (sum / steps) / length;
        }

        return new Signal(length, mean, 0.5, shared);
    }

    /// <summary>The scores of one step for those that it looks at.</summary>
    /// <param name="Variance">Their variance over these.</param>
    /// <param name="Alike">The correlation of the scores of two steps that look.</param>
    private readonly record struct ScoreFlow(double Variance, double Alike);
}
