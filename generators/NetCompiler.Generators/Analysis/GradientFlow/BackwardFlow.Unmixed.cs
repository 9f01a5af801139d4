using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>Layers whose weights are an identity matrix leave every unit to itself: the slopes that its gradient meets one after another are functions of the same number.</summary>
internal sealed partial class BackwardFlow
{
    /// <summary>Whether there are such layers.</summary>
    private readonly bool _hasIdentities;

    /// <summary>How a gradient is distributed in front of a function, by what the units are functions of; and whether it has come through an identity matrix.</summary>
    private (double[]? Profile, bool IsUnmixed) Profile(ElementwiseMoments moments, int operand, Backflow result)
    {
        return _hasIdentities && moments.SquaredSlopes(operand) is { } squares ? Profile(squares, result) : (null, false);
    }

    private static (double[]? Profile, bool IsUnmixed) Profile(double[] squares, Backflow result)
    {
        bool isUnmixed = result is { IsUnmixed: true, Profile: not null };
        double[] profile = [.. squares.Select((square, i) => isUnmixed ? square * result.Profile![i] : square)];
        double mean = NormalGrid.Expectation(profile);
        return mean > 0 ? ([.. profile.Select(value => value / mean)], isUnmixed) : (null, false);
    }
}
