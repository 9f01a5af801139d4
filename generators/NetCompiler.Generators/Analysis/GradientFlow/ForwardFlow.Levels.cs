using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>Normalizations of maps within examples.</summary>
internal sealed partial class ForwardFlow
{
    /// <summary>What a normalization fixes, or what it has fixed of the only operand of a function.</summary>
    private PositionLevels? LevelsOf(Elementwise map, Signal[] operands, Signal result)
    {
        if (map.Result.Positions <= 1)
            return null;
        Signal[] statistics = [.. map.Operands.Where(operand => operand.PerExample).Select(operand => this[operand][0]).Where(signal => signal.IsStatistic)];
        if (statistics.Select(statistic => statistic.Groups).DefaultIfEmpty().Max() is var groups && groups > 0)
            return new PositionLevels(result.Law, statistics.Length > 1 ? (double)groups / map.Result.Channels : 0, (double)groups / map.Result.Channels);
        return operands.Where(operand => !operand.IsNumber).ToArray() is [var single] ? single.Levels : null;
    }
}
