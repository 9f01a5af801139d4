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

    /// <summary>Whether all values are the same number.</summary>
    public bool IsConstant => Identity is null && Second == Mean * Mean;

    /// <summary>The first values of a parameter.</summary>
    public static InitialWeights Of(ParameterSpec parameter)
    {
        (InitializerKind kind, double scale, bool fanOut) = parameter.Initialization;
        int[] shape = parameter.Value.Dimensions;
        int columns = shape[shape.Length - 1], rows = parameter.Value.Length / columns;
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
            InitializerKind.Identity => new(0, square / Math.Max(rows, columns)) { Identity = scale },
            _ => new(0, 0),
        };
    }

    /// <summary>The signal of a parameter that is added to or multiplied with activations.</summary>
    public Signal ToSignal(int length) => IsConstant ? Signal.Number(Mean, length) : Signal.Normal(length, Mean, Second, Second);
}
