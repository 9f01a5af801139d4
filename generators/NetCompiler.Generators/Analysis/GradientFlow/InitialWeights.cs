using System.Collections.Immutable;
using NetCompiler.Generators.Layers;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>What the initialiser of a parameter says about its first values.</summary>
/// <param name="Mean">E[w].</param>
/// <param name="Second">E[w²].</param>
internal readonly record struct InitialWeights(double Mean, double Second)
{
    /// <summary>The variance of a normal distribution that is cut off at two standard deviations.</summary>
    private const double TruncatedVariance = 0.7737413035;

    /// <summary>Whether the rows or columns are orthonormal up to a factor, so that lengths do not fluctuate.</summary>
    public bool IsOrthogonal { get; private init; }

    /// <summary>The factor of an identity matrix, otherwise null.</summary>
    public double? Identity { get; private init; }

    /// <summary>The factors of equal runs of columns, as the gates of a cell are; empty for one run.</summary>
    public ImmutableArray<double> Blocks { get; private init; } = [];

    /// <summary>Whether all values of a run are the same number.</summary>
    public bool IsConstant => Identity is null && Second == Mean * Mean;

    /// <summary>Whether others are drawn from the same distribution.</summary>
    public bool IsLike(InitialWeights other) =>
        Mean == other.Mean && Second == other.Second && IsOrthogonal == other.IsOrthogonal && Identity == other.Identity && Blocks.SequenceEqual(other.Blocks);

    /// <summary>The first values of a parameter.</summary>
    public static InitialWeights Of(ParameterSpec parameter) => OfBlock(parameter) with { Blocks = [.. parameter.Initialization.Blocks] };

    /// <summary>Runs of columns are initialised one by one.</summary>
    private static InitialWeights OfBlock(ParameterSpec parameter)
    {
        (InitializerKind kind, double scale, bool fanOut) = parameter.Initialization;
        int[] shape = parameter.Value.Dimensions;
        int rows = parameter.Value.Length / shape[shape.Length - 1], columns = shape[shape.Length - 1] / Math.Max(parameter.Initialization.Blocks.Count, 1);
        // The last two dimensions are inputs and outputs; those before them count for both.
        double taps = shape.Length < 2 ? 1 : (double)rows / shape[shape.Length - 2];
        (double fanIn, double fanOutCount) = (rows, taps * columns);
        double square = scale * scale;
        return kind switch
        {
            InitializerKind.Constant => new(scale, square),
            InitializerKind.Uniform => new(0, square / 3),
            InitializerKind.Normal => new(0, square),
            InitializerKind.TruncatedNormal => new(0, square * TruncatedVariance),
            InitializerKind.GlorotUniform or InitializerKind.GlorotNormal => new(0, 2 * square / (fanIn + fanOutCount)),
            InitializerKind.HeUniform or InitializerKind.HeNormal => new(0, 2 * square / (fanOut ? fanOutCount : fanIn)),
            InitializerKind.LecunUniform or InitializerKind.LecunNormal => new(0, square / fanIn),
            InitializerKind.Orthogonal => new(0, square / Math.Max(rows, columns)) { IsOrthogonal = true },
            InitializerKind.Identity => new(0, square / Math.Max(rows, columns)) { Identity = scale, IsOrthogonal = true },
            _ => new(0, 0),
        };
    }

    /// <summary>The signals of a parameter that is added to or multiplied with activations: one, or one for each run.</summary>
    public ImmutableArray<Signal> ToSignals(int length)
    {
        InitialWeights weights = this;
        return Blocks.IsEmpty ? [weights.ToSignal(length, 1)] : [.. Blocks.Select(factor => weights.ToSignal(length / weights.Blocks.Length, factor))];
    }

    private Signal ToSignal(int length, double factor) =>
        IsConstant ? Signal.Number(Mean * factor, length) : Signal.Normal(length, Mean * factor, Second * factor * factor, Second * factor * factor);
}
