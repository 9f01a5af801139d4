using System.Collections.Immutable;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>What weights make of signals.</summary>
internal sealed partial class ForwardFlow
{
    /// <summary>Every output is a sum of many terms with random weights, so it is normally distributed.</summary>
    private ImmutableArray<Signal> Product(Product product)
    {
        Signal x = Average(this[product.Left]);
        Value result = product.Result;
        InitialWeights weights = Weights(product.Right);
        double inputs = Inputs(product);
        if (weights.Identity is { } factor && product is MatrixProduct)
            return IdentityProduct(product.Left, result.Length, factor);
        if (weights.Second == 0)
            return [Signal.Number(0, result.Length)];
        if (weights.Mean == 0)
        {
            // Examples that are different share their fluctuation; of what they have in common each unit is one sum.
            double shared = x.Second > 0 ? x.Shared / x.Second : 0, own = 2.0 / result.Channels;
            double spread = _isInStep ? 0 : x.Spread + (weights.IsOrthogonal ? 0 : own + (shared * (SpreadOfSums(result.Channels) - own)));
            double shortfall = _isInStep ? 0 : x.Shortfall + (weights.IsOrthogonal ? 0 : Math.Log(1 + (own * x.Aligned)) / 2), turned = weights.IsOrthogonal ? x.Turned : Math.Max(Signal.TurnedBy(x.Aligned, result.Length) - (shared * shared), 0);
            return [Signal.Normal(result.Length, 0, Scaled(inputs * weights.Second, x.Second), Scaled(inputs * weights.Second, x.Shared)) with { Spread = spread, Shortfall = shortfall, Turned = turned, Persistence = x.Persistence, Growth = x.Growth, Level = Level(product) }];
        }

        // All units get the same sum, in which what inputs have in common adds up.
        double terms = product is Convolution convolution ? convolution.GroupInputs : inputs, mean = inputs * weights.Mean * x.Mean, gain = inputs * weights.Second * (1 + ((terms - 1) * x.Together));
        return [Signal.Normal(result.Length, mean, (mean * mean) + (gain * x.Variance), (mean * mean) + (gain * Math.Max(x.Shared - (x.Mean * x.Mean), 0))) with
        {
            Together = 1,
            Persistence = x.Persistence,
            Shortfall = x.Shortfall,
            // As of a single unit.
            Spread = _isInStep ? 0 : x.Spread + (2 * (1 - x.Together)),
        }];
    }

    /// <summary>The variance of the logarithm of the sum of the squares of so many normal numbers.</summary>
    public static double SpreadOfSums(int count) => (2.0 / count) + (2.0 / count / count) + (4.0 / 3 / Math.Pow(count, 3));

    /// <summary>Two examples have the same vector where they have the same id.</summary>
    private Signal Embedded(Gather gather)
    {
        InitialWeights weights = Weights(gather.Table);
        double square = weights.Mean * weights.Mean;
        return Signal.Normal(gather.Result.Length, weights.Mean, weights.Second, square + ((weights.Second - square) / gather.Table.Dimensions[0]));
    }

    /// <summary>An identity matrix passes the units on that it has room for; outputs beyond them are 0.</summary>
    private ImmutableArray<Signal> IdentityProduct(Value left, int outputs, double factor)
    {
        var runs = ImmutableArray.CreateBuilder<Signal>();
        foreach (Signal run in this[left])
        {
            int length = Math.Min(run.Length, outputs - runs.Sum(earlier => earlier.Length));
            if (length > 0)
                runs.Add(Known(Expressions.Argument(0) * factor, [run]).Result(length, [run]));
        }

        int rest = outputs - runs.Sum(run => run.Length);
        if (rest > 0)
            runs.Add(Signal.Number(0, rest));
        return runs.ToImmutable();
    }
}
