using System.Collections.Immutable;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>Feature maps that become smaller or larger.</summary>
internal sealed partial class BackwardFlow
{
    /// <summary>What a maximum above 0 has is that of a unit above 0; a mean spreads it over units of both signs.</summary>
    private void Pool(Pool pool)
    {
        ImmutableArray<ErrorSignal> results = this[pool.Result], operands = this[pool.Operand];
        double operandPositive = Forward[pool.Operand][0].Law.Positive;
        double share = pool.Kind == PoolKind.Max && operandPositive > 0 ? Forward[pool.Result][0].Law.Positive / operandPositive : 0;
        double length = pool.Operand.Length;
        Backflow result = results[0].Sum;
        // All elements of a window that is averaged get the same.
        double alike = pool.Kind == PoolKind.Max ? result.Alike : (pool.Window.Taps * (result.Alike + 1)) - 1;
        for (int run = 0; run < operands.Length; run++)
        {
            operands[run].Add(Scaled(result, WindowFlow.Backward(pool) * Forward[pool.Operand][run].Length / length) with
            {
                Positive = share > 0 ? result.Positive * share : 1,
                Greatest = pool.Kind == PoolKind.Max && result.Positive == 1 ? pool.Window.Taps * result.Greatest : 1,
                Alike = alike,
            });
        }
    }

    /// <summary>Every element of a map gets the gradient of several of the enlarged one: what those have in common adds up in amplitude.</summary>
    /// <param name="map">The map.</param>
    /// <param name="enlarged">The enlarged map.</param>
    /// <param name="squaredWeights">The sum of the squares of the weights with which an element is made.</param>
    private void Enlarged(Value map, Value enlarged, double squaredWeights)
    {
        ImmutableArray<ErrorSignal> results = this[enlarged], operands = this[map];
        double times = (double)enlarged.Length / map.Length, common = Alike(results) / Math.Max(enlarged.Positions - 1, 1), gain = squaredWeights + ((times - squaredWeights) * common);
        for (int run = 0; run < operands.Length; run++)
            operands[run].Add(Scaled(results[Math.Min(run, results.Length - 1)].Sum, gain) with { Alike = times * common / gain * (map.Positions - 1) });
    }
}
