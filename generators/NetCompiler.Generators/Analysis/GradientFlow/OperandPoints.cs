namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>Points that stand for the distributions of several independent operands.</summary>
internal static class OperandPoints
{
    /// <summary>How many points of a lattice a distribution of several operands is made from.</summary>
    public const int LatticePoints = 256;

    /// <summary>How many equally likely points stand for an operand of a smooth function.</summary>
    private const int EquallyLikely = 5;

    private static readonly double[] s_nodes = [-3.7504397177257423, -2.3667594107345415, -1.1544053947399682, 0, 1.1544053947399682, 2.3667594107345415, 3.7504397177257423];
    private static readonly double[] s_weights =
        [0.00054826885597221787, 0.030757123967586495, 0.24012317860501275, 0.45714285714285714, 0.24012317860501275, 0.030757123967586495, 0.00054826885597221787];

    /// <summary>All combinations of the points of the random operands.</summary>
    /// <param name="operandCount">How many operands there are.</param>
    /// <param name="random">Those that are random.</param>
    /// <param name="points">The points of each.</param>
    public static (double[][] Operands, double[] Weights) Combinations(int operandCount, int[] random, Func<int, (double[] Values, double[] Weights)> points)
    {
        (double[] Values, double[] Weights)[] own = [.. random.Select(points)];
        int count = 1, stride = 1;
        foreach ((double[] values, _) in own)
            count *= values.Length;
        double[][] operands = new double[operandCount][];
        double[] weights = new double[count];
        for (int i = 0; i < count; i++)
            weights[i] = 1;
        for (int place = 0; place < own.Length; place++)
        {
            (double[] values, double[] probabilities) = own[place];
            double[] all = operands[random[place]] = new double[count];
            for (int i = 0; i < count; i++)
            {
                int point = i / stride % values.Length;
                all[i] = values[point];
                weights[i] *= probabilities[point];
            }

            stride *= values.Length;
        }

        return (operands, weights);
    }

    /// <summary>Two points with a mean and a variance.</summary>
    public static (double[] Values, double[] Weights) Two(double mean, double variance)
    {
        double deviation = Math.Sqrt(Math.Max(variance, 0));
        return ([mean - deviation, mean + deviation], [0.5, 0.5]);
    }

    /// <summary>Dropped or kept; null for what is no mask.</summary>
    public static (double[] Values, double[] Weights)? Mask(Signal signal) =>
        signal.MaskProbability is { } probability ? ([0, 1 / (1 - probability)], [probability, 1 - probability]) : null;

    /// <summary>Equally likely points of a distribution.</summary>
    public static (double[] Values, double[] Weights) OfLaw(Signal signal, int count)
    {
        Law law = signal.Law;
        double[] values = new double[count], weights = new double[count];
        for (int i = 0; i < count; i++)
            (values[i], weights[i]) = (law.At((i + 0.5) / count), 1.0 / count);
        return (values, weights);
    }

    /// <summary>Few points that stand for an operand of a smooth function: those of Gauss and Hermite for a normal one, otherwise equally likely ones with its mean and variance.</summary>
    public static (double[] Values, double[] Weights) OfSmooth(Signal signal)
    {
        double deviation = Math.Sqrt(signal.Variance);
        if (signal.IsNormal)
            return ([.. s_nodes.Select(node => signal.Mean + (deviation * node))], s_weights);
        (double[] values, double[] weights) = OfLaw(signal, EquallyLikely);
        double mean = values.Average(), spread = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        return ([.. values.Select(value => signal.Mean + (spread > 0 ? (value - mean) * deviation / spread : 0))], weights);
    }

    /// <summary>The points of a lattice in the cube of the ranks of the operands.</summary>
    /// <param name="operands">The operands.</param>
    /// <param name="random">Those that are random.</param>
    public static double[][] Lattice(Signal[] operands, int[] random)
    {
        double[][] points = new double[operands.Length][];
        double ratio = GoldenRatio(random.Length);
        double stride = 1;
        foreach (int index in random)
        {
            stride /= ratio;
            Signal signal = operands[index];
            Law law = signal.Law;
            double[] values = points[index] = new double[LatticePoints];
            for (int i = 0; i < LatticePoints; i++)
            {
                double position = 0.5 + (i * stride), rank = position - Math.Floor(position);
                values[i] = signal.MaskProbability is { } probability ? (rank < probability ? 0 : 1 / (1 - probability)) : law.At(rank);
            }
        }

        return points;
    }

    /// <summary>The generalised golden ratio: the root of x^(d + 1) = x + 1.</summary>
    private static double GoldenRatio(int dimensions)
    {
        double ratio = 1.5;
        for (int step = 0; step < 20; step++)
            ratio = Math.Pow(1 + ratio, 1.0 / (dimensions + 1));
        return ratio;
    }
}
