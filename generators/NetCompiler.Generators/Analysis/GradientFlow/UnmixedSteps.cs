using NetCompiler.Generators.Differentiation;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>A scan whose recurrent weights are a multiple of the identity, so that every unit goes its own way: its state is a random walk, and its gradient the product of the slopes
/// that the walk meets. Both are followed on a grid of states. For a rectifier the gradient lives as long as the walk stays above 0, with probability C(2T, T)/4ᵀ after T steps.
/// Le, Jaitly and Hinton 2015.</summary>
internal sealed class UnmixedSteps
{
    /// <summary>States of the grid.</summary>
    private const int States = 201;

    /// <summary>Values of what comes in at each step, equally likely.</summary>
    private const int Inputs = 32;

    /// <summary>How many standard deviations a walk is followed to.</summary>
    private const double Reach = 5;

    private readonly double[] _grid;
    private readonly int[] _target = new int[States * Inputs];
    private readonly double[] _share = new double[States * Inputs];
    private readonly double[] _slope;
    private readonly int _steps;

    private UnmixedSteps(int steps, double[] grid, double[] next, double[] slope)
    {
        (_steps, _grid, _slope) = (steps, grid, slope);
        double width = grid[1] - grid[0];
        for (int i = 0; i < next.Length; i++)
        {
            double position = Math.Min(Math.Max((next[i] - grid[0]) / width, 0), States - 1.000001);
            (_target[i], _share[i]) = ((int)position, position - (int)position);
        }
    }

    /// <summary>The walk of a scan; null where units mix, or several values are carried.</summary>
    public static UnmixedSteps? Of(Scan scan, ForwardFlow forward)
    {
        if (scan.Carries is not [{ Initial: null } carry] || forward[carry.Before].Length > 1)
            return null;
        var outside = new HashSet<Value>();
        var walk = new HashSet<Value> { carry.Before };
        foreach (Operation operation in scan.Body.Where(operation => operation.Inputs.Any(walk.Contains)))
        {
            if (operation is not Elementwise && !(operation is MatrixProduct product && forward.Weights(product.Right).Identity is not null))
                return null;
            outside.UnionWith(operation.Inputs.Where(input => !walk.Contains(input) && input.PerExample));
            walk.UnionWith(operation.Outputs);
        }

        if (outside.Count != 1 || !walk.Contains(carry.After) || forward[outside.Single()].Length > 1)
            return null;
        Signal input = forward[outside.Single()][0];
        double[] entering = [.. Enumerable.Range(0, Inputs).Select(i => input.Law.At((i + 0.5) / Inputs))];
        double mean = entering.Average(), spread = entering.Average(value => (value - mean) * (value - mean));
        entering = [.. entering.Select(value => input.Mean + ((value - mean) * (spread > 0 ? Math.Sqrt(input.Variance / spread) : 0)))];

        double far = Reach * Math.Sqrt(scan.Steps * (input.Variance + 1e-12)) + (scan.Steps * Math.Abs(input.Mean));
        double[] ends = Next(scan, forward, [-far, far], [input.Mean]).Next;
        double low = Math.Min(ends.Min(), 0), high = Math.Max(ends.Max(), 0);
        double[] grid = [.. Enumerable.Range(0, States).Select(i => low + ((high - low + 1e-9) * i / (States - 1)))];
        (double[] next, double[] slope) = Next(scan, forward, grid, entering);
        return new UnmixedSteps(scan.Steps, grid, next, slope);
    }

    /// <summary>Goes through all steps and back.</summary>
    /// <param name="energy">The squared length of the gradient that comes in from outside.</param>
    /// <param name="shares">Its shares of the steps.</param>
    /// <param name="isReverse">Whether the scan goes from the last step to the first.</param>
    public StepsBack Run(double energy, StepShares shares, bool isReverse)
    {
        double[][] probabilities = Walk();
        double[] squares = new double[States], means = new double[States], logarithms = new double[_steps];
        double pairs = 0, lengths = 0, later = 0;
        for (int step = _steps - 1; step >= 0; step--)
        {
            int place = isReverse ? _steps - 1 - step : step;
            double entering = energy * shares.Shares[place], common = Math.Sqrt(entering * shares.Common), total = 0, pair = 0;
            double[] nextSquares = new double[States], nextMeans = new double[States];
            for (int state = 0; state < States; state++)
            {
                double square = 0, mean = 0, kept = 0;
                for (int i = state * Inputs; step < _steps - 1 && i < (state + 1) * Inputs; i++)
                {
                    int target = _target[i];
                    double next = squares[target] + (_share[i] * (squares[target + 1] - squares[target]));
                    (square, kept) = (square + (_slope[i] * _slope[i] * next), kept + (_slope[i] * next));
                    mean += _slope[i] * (means[target] + (_share[i] * (means[target + 1] - means[target])));
                }

                nextMeans[state] = common + (mean / Inputs);
                nextSquares[state] = entering + (2 * common * mean / Inputs) + (square / Inputs);
                total += probabilities[step][state] * nextSquares[state];
                pair += probabilities[step][state] * (common * mean + kept) / Inputs;
            }

            (squares, means) = (nextSquares, nextMeans);
            logarithms[place] = Math.Log10(total);
            (pairs, lengths, later) = (pairs + pair, lengths + Math.Sqrt(later * total), total);
        }

        return new StepsBack([logarithms], []) { Lasting = [0], Persistence = [lengths > 0 ? Math.Min(pairs / lengths, 1) : 1] };
    }

    /// <summary>The probability of every state behind every step.</summary>
    private double[][] Walk()
    {
        double[][] probabilities = new double[_steps][];
        double[] current = new double[States];
        int zero = Array.FindIndex(_grid, state => state >= -1e-9);
        current[Math.Min(zero, States - 1)] = 1;
        for (int step = 0; step < _steps; step++)
        {
            double[] next = probabilities[step] = new double[States];
            for (int i = 0; i < _target.Length; i++)
            {
                double share = current[i / Inputs] / Inputs;
                next[_target[i]] += share * (1 - _share[i]);
                next[_target[i] + 1] += share * _share[i];
            }

            current = next;
        }

        return probabilities;
    }

    /// <summary>The state behind a step and its derivative, for every state before it with every input.</summary>
    private static (double[] Next, double[] Slope) Next(Scan scan, ForwardFlow forward, double[] states, double[] inputs)
    {
        int count = states.Length * inputs.Length;
        Value before = scan.Carries[0].Before;
        var known = new Dictionary<Value, (double[] Value, double[] Slope)>
        {
            [before] = ([.. states.SelectMany(state => Enumerable.Repeat(state, inputs.Length))], [.. Enumerable.Repeat(1.0, count)]),
        };
        double[] entering = [.. states.SelectMany(_ => inputs)], none = new double[count];
        foreach (Operation operation in scan.Body.Where(operation => operation.Inputs.Any(known.ContainsKey)))
        {
            if (operation is MatrixProduct product)
            {
                double factor = forward.Weights(product.Right).Identity!.Value;
                (double[] value, double[] slope) = known[product.Left];
                known[product.Result] = ([.. value.Select(x => factor * x)], [.. slope.Select(x => factor * x)]);
            }
            else if (operation is Elementwise map)
            {
                (double[] Value, double[] Slope)[] operands = [.. map.Operands.Select(operand => known.TryGetValue(operand, out (double[], double[]) own) ? own
                    : (operand.PerExample ? entering : [.. Enumerable.Repeat(forward[operand][0].Mean, count)], none))];
                double[][] values = [.. operands.Select(operand => operand.Value)];
                double[] slope = new double[count];
                for (int i = 0; i < operands.Length; i++)
                {
                    if (!known.ContainsKey(map.Operands[i]))
                        continue;
                    double[] own = Derivative.Of(map.Expression, i).Evaluate(values, count);
                    for (int j = 0; j < count; j++)
                        slope[j] += own[j] * operands[i].Slope[j];
                }

                known[map.Result] = (map.Expression.Evaluate(values, count), slope);
            }
        }

        return known[scan.Carries[0].After];
    }
}
