using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>Attention: with first weights the scores have nothing to do with what the steps are worth, so that each step takes a mean of the others with random weights.</summary>
internal sealed partial class ForwardFlow
{
    private readonly Dictionary<Value, AttentionPattern> _patterns = [];
    private readonly Dictionary<Value, HeadProduct> _scores = [];

    /// <summary>How the weights that a softmax over steps gives are distributed.</summary>
    public AttentionPattern Pattern(Value weights) => _patterns[weights];

    /// <summary>Scores of independent queries and keys, or the mean of values.</summary>
    private Signal Attended(HeadProduct product)
    {
        Signal left = Average(this[product.Left]), right = Average(this[product.Right]);
        if (product.Form == HeadForm.Scores)
        {
            _scores[product.Result] = product;
            return Signal.Normal(product.Result.Length, 0, product.HeadLength * left.Second * right.Second, product.HeadLength * left.Shared * right.Shared);
        }

        AttentionPattern pattern = Pattern(product.Left);
        double own = right.Second - right.Shared;
        return Signal.Normal(product.Result.Length, right.Mean, right.Shared + (own * pattern.Concentration), right.Shared + (own * pattern.Overlap)) with { Spread = right.Spread };
    }

    /// <summary>What all keys have in common is added to all scores of a step, and therefore without effect.</summary>
    private Signal Weighted(HeadSoftmax softmax)
    {
        HeadProduct scores = _scores[softmax.Scores];
        Signal query = Average(this[scores.Left]), key = Average(this[scores.Right]);
        double variance = softmax.Scale * softmax.Scale * scores.HeadLength * query.Second * Math.Max(key.Second - key.Shared, 0);
        AttentionPattern pattern = _patterns[softmax.Result] = new AttentionPattern(softmax.Result.Steps, softmax.IsCausal, variance, query.Second > 0 ? query.Shared / query.Second : 0);
        double mean = 1.0 / softmax.Result.Steps;
        return new Signal(softmax.Result.Length, mean, mean * pattern.Concentration, mean * pattern.Overlap);
    }

    /// <summary>A table of sines and cosines, or one that is learned, has other values for every step and the same for every example; those that change slowly are common to all steps.</summary>
    private Signal Placed(AddSteps placed)
    {
        Signal x = Average(this[placed.Sequence]), table = IsParameter(placed.Table) ? Average(this[placed.Table]) with { Shared = 0 } : Sinusoids(placed.Table);
        return new Signal(placed.Result.Length, x.Mean + table.Mean, x.Second + table.Second + (2 * x.Mean * table.Mean), x.Shared + table.Shared + (2 * x.Mean * table.Mean))
        {
            IsNormal = x.IsNormal,
            Spread = x.Spread,
            Persistence = x.Persistence,
        };
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
}
