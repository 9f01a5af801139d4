using System.Collections.Immutable;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>What one step of a scan makes of a gradient on average: the part of its Jacobian that is the same in every step, and therefore adds up in amplitude where two ways
/// through time are equally long. It is sorted by how often a way goes through recurrent weights, because powers of a random matrix are orthogonal to each other.</summary>
internal sealed class StepAmplitudes
{
    /// <summary>How many decades a state may grow before it saturates, which is not followed.</summary>
    private const double MostGrowth = 2.5;

    /// <summary>Ways through more recurrent weights within one step are left to chance.</summary>
    private const int MostProducts = 2;

    private readonly double[][,] _byProducts = [.. Enumerable.Range(0, MostProducts + 1).Select(_ => new double[0, 0])];
    private readonly ForwardFlow _forward;

    /// <summary>Goes back through the operations of one step.</summary>
    /// <param name="scan">The scan.</param>
    /// <param name="forward">The moments of its step.</param>
    public StepAmplitudes(Scan scan, ForwardFlow forward)
    {
        _forward = forward;
        int count = scan.Carries.Length;
        for (int products = 0; products <= MostProducts; products++)
            _byProducts[products] = new double[count, count];
        for (int from = 0; from < count; from++)
        {
            Dictionary<Value, double[,]> known = Back(scan, scan.Carries[from].After);
            for (int to = 0; to < count; to++)
            {
                if (!known.TryGetValue(scan.Carries[to].Before, out double[,]? amplitude))
                    continue;
                for (int products = 0; products <= MostProducts; products++)
                    _byProducts[products][to, from] = Total(amplitude, products);
            }
        }

        double identity = SpectralRadius(_byProducts[0]);
        Persistence = Math.Min(identity, 1);
        Greatest = SpectralRadius(Sum(_byProducts));
        if (Persistence > 0 && Greatest > 1)
            Saturate(identity);
    }

    /// <summary>The factor along ways through so many recurrent weights: the gradient of the state before, by that of the state after.</summary>
    public double this[int products, int before, int after] => _byProducts[products][before, after];

    /// <summary>How many weights a way goes through at most.</summary>
    public static int Products => MostProducts;

    /// <summary>The share of a state that is still there one step later.</summary>
    public double Persistence { get; }

    /// <summary>The greatest factor of a step along one direction, before anything saturates.</summary>
    public double Greatest { get; }

    /// <summary>What the part through recurrent weights was multiplied with, because a state that grows saturates until it grows no more.</summary>
    public double Saturation { get; private set; } = 1;

    /// <summary>What a step makes of the squared length of a gradient, by state before and state after, and the variance of its logarithm; where it has been found out.</summary>
    public (double[,] Energy, double Spread)? OfSquares { get; set; }

    /// <summary>The variance of the logarithm of a squared length where a state grows until it saturates: what the same weights add to it at every step is not independent of what is there.</summary>
    public double SpreadOfGrowth(double steps)
    {
        double growth = Math.Min(steps * Math.Log10(Math.Max(Greatest, 1)), MostGrowth) * Math.Log(10);
        return Saturation < 1 ? growth * growth : 0;
    }

    /// <summary>A gate that keeps nearly all and what comes through recurrent weights would make a state grow without end. It grows until the slopes of the cell have become so small
    /// that it stays.</summary>
    private void Saturate(double identity)
    {
        double low = 0, high = 1;
        for (int iteration = 0; iteration < 30 && identity < 1; iteration++)
        {
            double middle = (low + high) / 2;
            (low, high) = SpectralRadius(Sum(Scaled(middle))) > 1 ? (low, middle) : (middle, high);
        }

        double[][,] saturated = Scaled(low);
        for (int products = 1; products <= MostProducts; products++)
            _byProducts[products] = saturated[products];
        Saturation = low;
    }

    private double[][,] Scaled(double factor) => [.. _byProducts.Select((matrix, products) => Scaled(matrix, Math.Pow(factor, products)))];

    private static double[,] Scaled(double[,] matrix, double factor)
    {
        double[,] scaled = (double[,])matrix.Clone();
        for (int row = 0; row < scaled.GetLength(0); row++)
        {
            for (int column = 0; column < scaled.GetLength(1); column++)
                scaled[row, column] *= factor;
        }

        return scaled;
    }

    private Dictionary<Value, double[,]> Back(Scan scan, Value after)
    {
        Dictionary<Value, double[,]> known = [];
        double[,] unit = Of(known, after);
        ImmutableArray<Signal> runs = _forward[after];
        for (int run = 0; run < runs.Length; run++)
            unit[0, run] = Math.Sqrt((double)runs[run].Length / after.Length);
        foreach (Operation operation in scan.Body.Reverse())
            Propagate(operation, known);
        return known;
    }

    private void Propagate(Operation operation, Dictionary<Value, double[,]> known)
    {
        if (!operation.Outputs.Any(known.ContainsKey))
            return;
        switch (operation)
        {
            case Product product:
                Product(product, known);
                break;
            case Elementwise map:
                Map(map, known);
                break;
            case Split split:
                AddSideBySide(Of(known, split.Whole), _forward[split.Whole], [.. split.Parts.SelectMany(part => Runs(known, part))]);
                break;
            case Concatenate concatenate:
                Scatter(known, concatenate);
                break;
            case Reduce or HeadProduct or HeadSoftmax or AdditiveScores:
                // What goes back through a statistic, or to the query that chooses among other steps, fluctuates.
                break;
            default:
                foreach (Value operand in operation.Inputs.Where(operand => operand.PerExample))
                    AddSideBySide(Of(known, operand), _forward[operand], [.. operation.Outputs.SelectMany(result => Runs(known, result))]);
                break;
        }
    }

    private void Product(Product product, Dictionary<Value, double[,]> known)
    {
        double[,] result = Of(known, product.Result), left = Of(known, product.Left);
        InitialWeights weights = _forward.Weights(product.Right);
        ImmutableArray<Signal> runs = _forward[product.Left];
        bool mixes = weights.Identity is null || product is not MatrixProduct;
        double gain = Math.Sqrt(_forward.Inputs(product) * weights.Second);
        for (int products = 0; products <= MostProducts - (mixes ? 1 : 0); products++)
        {
            double amplitude = Total(result, products);
            for (int run = 0; run < runs.Length; run++)
            {
                double share = Math.Sqrt((double)runs[run].Length / product.Left.Length);
                if (mixes)
                    left[products + 1, run] = Length(left[products + 1, run], amplitude * gain * share);
                else
                    left[products, run] += amplitude * weights.Identity!.Value * share;
            }
        }
    }

    private void Map(Elementwise map, Dictionary<Value, double[,]> known)
    {
        double[,] result = Of(known, map.Result);
        ImmutableArray<ElementwiseMoments> moments = _forward.Moments(map);
        for (int i = 0; i < map.Operands.Length; i++)
        {
            Value operand = map.Operands[i];
            if (!operand.PerExample || operand.Kind == ValueKind.Mask || _forward[operand][0].IsStatistic)
                continue;
            double[,] amplitude = Of(known, operand);
            bool isWhole = amplitude.GetLength(1) < moments.Length;
            for (int products = 0; products <= MostProducts; products++)
            {
                for (int run = 0; run < moments.Length; run++)
                {
                    double passed = result[products, run] * moments[run].SlopeOf(i).Mean;
                    // Runs of the result that are one of the operand lie side by side.
                    amplitude[products, isWhole ? 0 : run] = isWhole ? Length(amplitude[products, 0], passed) : amplitude[products, run] + passed;
                }
            }
        }
    }

    private void Scatter(Dictionary<Value, double[,]> known, Concatenate concatenate)
    {
        double[,] whole = Of(known, concatenate.Result);
        ImmutableArray<Signal> runs = _forward[concatenate.Result];
        int run = 0, left = runs[0].Length;
        foreach (Value part in concatenate.Parts)
        {
            double[,] amplitude = Of(known, part);
            for (int own = 0; own < amplitude.GetLength(1); own++)
            {
                int length = _forward[part][own].Length;
                for (int products = 0; products <= MostProducts; products++)
                    amplitude[products, own] += whole[products, run] * Math.Sqrt((double)length / runs[run].Length);
                left -= length;
                if (left <= 0 && run < runs.Length - 1)
                    left = runs[++run].Length;
            }
        }
    }

    private double[,] Of(Dictionary<Value, double[,]> known, Value value) =>
        known.TryGetValue(value, out double[,]? amplitude) ? amplitude : known[value] = new double[MostProducts + 1, _forward[value].Length];

    private IEnumerable<(int Length, double[] Amplitudes)> Runs(Dictionary<Value, double[,]> known, Value value)
    {
        double[,] amplitude = Of(known, value);
        return _forward[value].Select((run, i) => (run.Length, Enumerable.Range(0, MostProducts + 1).Select(products => amplitude[products, i]).ToArray()));
    }

    /// <summary>Adds parts that lie side by side to the runs of a whole.</summary>
    private static void AddSideBySide(double[,] whole, ImmutableArray<Signal> runs, (int Length, double[] Amplitudes)[] parts)
    {
        int run = 0, position = 0, end = runs[0].Length;
        foreach ((int length, double[] amplitudes) in parts)
        {
            for (int products = 0; products <= MostProducts; products++)
                whole[products, run] = parts.Length == runs.Length ? whole[products, run] + amplitudes[products] : Length(whole[products, run], amplitudes[products]);
            position += length;
            if (position >= end && run < runs.Length - 1)
                end += runs[++run].Length;
        }
    }

    private static double Total(double[,] amplitude, int products)
    {
        double sum = 0, square = 0;
        for (int run = 0; run < amplitude.GetLength(1); run++)
        {
            sum += amplitude[products, run];
            square += amplitude[products, run] * amplitude[products, run];
        }

        return sum < 0 ? -Math.Sqrt(square) : Math.Sqrt(square);
    }

    private static double Length(double a, double b) => Math.Sqrt((a * a) + (b * b));

    private static double[,] Sum(double[][,] matrices)
    {
        int count = matrices[0].GetLength(0);
        double[,] sum = new double[count, count];
        for (int row = 0; row < count; row++)
        {
            for (int column = 0; column < count; column++)
                sum[row, column] = matrices.Sum(matrix => Math.Abs(matrix[row, column]));
        }

        return sum;
    }

    /// <summary>By repeated multiplication with a vector.</summary>
    private static double SpectralRadius(double[,] matrix)
    {
        int count = matrix.GetLength(0);
        double[] vector = [.. Enumerable.Repeat(1.0, count)];
        double radius = 0;
        for (int iteration = 0; iteration < 50; iteration++)
        {
            double[] next = new double[count];
            for (int row = 0; row < count; row++)
            {
                for (int column = 0; column < count; column++)
                    next[row] += matrix[row, column] * vector[column];
            }

            radius = next.Max(Math.Abs);
            if (radius == 0)
                return 0;
            vector = [.. next.Select(value => value / radius)];
        }

        return radius;
    }
}
