using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>Layers whose weights are an identity matrix leave every unit to itself, and so do residual blocks whose branch begins at 0: the slopes that a gradient meets one after another are functions
/// of the same number.</summary>
internal sealed partial class BackwardFlow
{
    /// <summary>Whether there are such layers.</summary>
    private readonly bool _hasUnmixed;

    private static bool HasUnmixed(ComputeGraph graph, ForwardFlow forward) => graph.Operations.Any(operation => operation.Phase == Phase.Forward && operation switch
    {
        MatrixProduct product => forward.IsParameter(product.Right) && forward.Weights(product.Right).Identity is not null,
        Elementwise map => map.Operands.Count(operand => operand.PerExample) > 1 && map.Operands.Any(operand => operand.PerExample && forward[operand][0] is { IsNumber: true, IsStatistic: false }),
        _ => false,
    });

    /// <summary>How a gradient is distributed in front of a function, by what its units are functions of; and whether it was known behind it.</summary>
    private (double[]? Profile, object? Source, bool IsUnmixed) Profile(Elementwise map, int run, ElementwiseMoments moments, int operand, Backflow result) =>
        _hasUnmixed && moments.SquaredSlopes(operand) is var (squares, weights) ? Profile(Forward.OperandsOf(map, run)[operand].Source, squares, weights, result) : (null, null, false);

    private static (double[]? Profile, object? Source, bool IsUnmixed) Profile(object source, double[] squares, double[] weights, Backflow result)
    {
        bool isUnmixed = result.Profile is not null && result.ProfileOf == source;
        double[] profile = new double[squares.Length];
        double mean = 0;
        for (int i = 0; i < profile.Length; i++)
        {
            profile[i] = isUnmixed ? squares[i] * result.Profile![i] : squares[i];
            mean += profile[i] * weights[i];
        }

        if (!(mean > 0))
            return (null, null, false);
        for (int i = 0; i < profile.Length; i++)
            profile[i] /= mean;
        return (profile, source, isUnmixed);
    }
}
