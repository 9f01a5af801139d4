using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>What a state collects from step to step: y = F(y', b, …) with the state y' before. What is added changes slowly itself, because it depends on the state or on an input that does, so
/// that it and what has been collected have something in common: κ = E[b·y'] - E[b]·E[y'] for the same unit. With the correlation ρ of b from one step to the next
/// κ ← ρ·(E[∂y']·κ + E[∂b]·var b), and E[y²] grows by 2κ·E[∂y'·∂b], exactly so for sums of products.</summary>
/// <param name="carry">The state.</param>
internal sealed class StepAccumulation(Carry carry)
{
    private readonly Dictionary<(int Run, int Operand), Common> _common = [];

    /// <summary>Whether a function gives the state from that before.</summary>
    public bool IsOf(Elementwise map) => map.Result == carry.After && map.Operands.Contains(carry.Before);

    /// <summary>The state behind a step.</summary>
    /// <param name="map">The function.</param>
    /// <param name="run">The run of units.</param>
    /// <param name="moments">The moments of the function of independent operands.</param>
    /// <param name="operands">The operands.</param>
    /// <param name="independent">Its result.</param>
    public Signal Next(Elementwise map, int run, ElementwiseMoments moments, Signal[] operands, Signal independent)
    {
        int state = map.Operands.IndexOf(carry.Before);
        double kept = moments.MeanSlope(state), second = 0, shared = 0, lasting = 0;
        for (int operand = 0; operand < operands.Length; operand++)
        {
            Signal other = operands[operand];
            if (operand == state || !map.Operands[operand].PerExample || other.IsNumber || other.MaskProbability is not null)
                continue;
            double added = moments.MeanSlope(operand);
            Common common = _common.TryGetValue((run, operand), out Common known) ? known : default;
            second += 2 * (common.Own + common.Shared) * moments.ProductOfSlopes(state, operand);
            shared += 2 * common.Shared * kept * added;
            lasting += added * common.Own;
            _common[(run, operand)] = new Common(
                other.Persistence * ((kept * common.Own) + (added * Math.Max(other.Second - other.Shared, 0))),
                (kept * common.Shared) + (added * Math.Max(other.Shared - (other.Mean * other.Mean), 0)));
        }

        Signal result = independent.WithMore(second, shared);
        double own = result.Second - result.Shared;
        return result with { Persistence = own > 0 ? Math.Min(Math.Max(((kept * Math.Max(operands[state].Second - operands[state].Shared, 0)) + lasting) / own, 0), 1) : 0 };
    }

    /// <summary>What an operand has in common with the state before: of each example, and of all.</summary>
    private readonly record struct Common(double Own, double Shared);
}
