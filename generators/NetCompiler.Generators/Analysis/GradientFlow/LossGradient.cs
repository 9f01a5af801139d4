using System.Collections.Immutable;
using NetCompiler.Generators.Graph;
using NetCompiler.Generators.Layers;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>The gradient of an example's loss with respect to a run of units of the network's output.</summary>
/// <param name="Energy">Its squared length.</param>
/// <param name="Radial">The part of it along the output itself. An error y - t has the whole of y in it, so that large outputs make it point where the weights have turned the signal to, and
/// the way back is no longer that of a random direction.</param>
internal readonly record struct OutputGradient(double Energy, double Radial)
{
    /// <summary>The correlation of the gradients of two units: those of a softmax cancel in their sum.</summary>
    public double Together { get; init; }
}

/// <summary>The gradient of an example's loss with respect to the network's output, with which everything begins.</summary>
/// <param name="Runs">It, for each run of units that are alike.</param>
/// <param name="Growth">How much faster than the output it grows with the output: 1 for the errors of outputs much larger than the targets, 0 where it does not depend on them.</param>
internal sealed record LossGradient(ImmutableArray<OutputGradient> Runs, double Growth)
{
    /// <summary>Points that stand for a target.</summary>
    private const int Targets = 16;

    /// <summary>A share by which the output is stretched to see what its length does.</summary>
    private const double Stretch = 1.1;

    /// <summary>Its squared length.</summary>
    public double Energy => Runs.Sum(run => run.Energy);

    /// <summary>The share of it that is the same at two positions of a feature map or steps of a sequence: as much of the output as they have in common.</summary>
    public double Common(int run, Signal output)
    {
        (double energy, double radial) = Runs[run];
        return energy > 0 && output.Second > 0 ? Math.Max(radial - (energy / output.Length), 0) / energy * output.Shared / output.Second : 0;
    }

    /// <summary>The gradient for targets that are standardised, equally likely classes, or 0 and 1; without a loss one of length 1 in any direction.</summary>
    public static LossGradient Of(NetworkModel model, ForwardFlow forward)
    {
        ImmutableArray<Signal> output = forward[model.Graph.Output];
        Operation? loss = model.Graph.Operations.FirstOrDefault(operation => operation.Phase == Phase.Loss && operation.Inputs.Contains(model.Graph.Output));
        ImmutableArray<OutputGradient> runs = Runs(output, 1), stretched = Runs(output, Stretch);
        double growth = Math.Log(stretched.Sum(run => run.Energy) / runs.Sum(run => run.Energy)) / (2 * Math.Log(Stretch));
        return new LossGradient(runs, Math.Min(Math.Max(growth, 0), 1));

        ImmutableArray<OutputGradient> Runs(ImmutableArray<Signal> signals, double stretch) => loss switch
        {
            SoftmaxCrossEntropy => [.. Softmax(signals, stretch)],
            Reduce reduce => [.. signals.Select(run => Elementwise(Differentiation.Derivative.Of(reduce.Expression, 0), run, model.Loss!.HasBinaryTargets, stretch))],
            _ => [.. signals.Select(run => new OutputGradient(run.Length / (double)model.Graph.Output.Length, 1.0 / model.Graph.Output.Length))],
        };
    }

    /// <summary>Every unit has a target of its own.</summary>
    private static OutputGradient Elementwise(Expression derivative, Signal run, bool isBinary, double stretch)
    {
        double[] targets = isBinary ? [0, 1] : s_normal;
        double[] nodes = run.Law.Values, outputs = new double[nodes.Length * targets.Length], paired = new double[outputs.Length];
        for (int i = 0; i < outputs.Length; i++)
            (outputs[i], paired[i]) = (stretch * nodes[i / targets.Length], targets[i % targets.Length]);
        double[] slopes = derivative.Evaluate([outputs, paired], outputs.Length);
        double energy = 0, along = 0, own = 0, length = 0, mean = 0, common = 0, expected = 0;
        for (int i = 0; i < outputs.Length; i++)
        {
            // Over all targets of an output.
            expected = (i % targets.Length == 0 ? 0 : expected) + (slopes[i] / targets.Length);
            if (i % targets.Length == targets.Length - 1)
                (mean, common) = (mean + (expected * NormalGrid.Weights[i / targets.Length]), common + (expected * expected * NormalGrid.Weights[i / targets.Length]));
            double weight = NormalGrid.Weights[i / targets.Length] / targets.Length, product = slopes[i] * outputs[i];
            energy += slopes[i] * slopes[i] * weight;
            along += product * weight;
            own += product * product * weight;
            length += outputs[i] * outputs[i] * weight;
        }

        // What the units have in common adds up, the rest is that of one direction.
        double radial = length > 0 ? ((run.Length * along * along) + Math.Max(own - (along * along), 0)) / length : energy;
        double together = energy > 0 ? (((1 - run.Together) * mean * mean) + (run.Together * common)) / energy : 0;
        return new OutputGradient(run.Length * energy, Math.Min(radial, run.Length * energy)) { Together = together };
    }

    /// <summary>p - t for one of so many classes, as a mean over drawn logits.</summary>
    private static IEnumerable<OutputGradient> Softmax(ImmutableArray<Signal> runs, double stretch)
    {
        int classes = runs.Sum(run => run.Length), samples = Math.Max(MostLogits / classes, 4);
        double[] logits = new double[classes];
        double energy = 0, radial = 0;
        var draws = new Draws();
        for (int sample = 0; sample < samples; sample++)
        {
            int position = 0;
            foreach (Signal run in runs)
            {
                Law law = run.Law;
                for (int i = 0; i < run.Length; i++)
                    logits[position++] = stretch * draws.Of(law);
            }

            double greatest = logits.Max(), sum = logits.Sum(logit => Math.Exp(logit - greatest));
            double square = 0, along = 0, mean = 0, length = 0;
            foreach (double logit in logits)
            {
                double p = Math.Exp(logit - greatest) / sum;
                square += p * p;
                along += p * logit;
                mean += logit / classes;
                length += logit * logit;
            }

            // Averaged over which class is the right one.
            energy += (square + 1 - (2.0 / classes)) / samples;
            radial += length > 0 ? ((along * along) - (2 * along * mean) + (length / classes)) / length / samples : 0;
        }

        foreach (Signal run in runs)
            yield return new OutputGradient(energy * run.Length / classes, radial * run.Length / classes) { Together = -1.0 / Math.Max(classes - 1, 1) };
    }

    private const int MostLogits = 4096;

    /// <summary>Equally likely values with mean 0 and variance 1.</summary>
    private static readonly double[] s_normal = Standardised();

    private static double[] Standardised()
    {
        Law normal = Law.Normal(0, 1);
        double[] values = [.. Enumerable.Range(0, Targets).Select(i => normal.At((i + 0.5) / Targets))];
        double length = Math.Sqrt(values.Average(value => value * value));
        return [.. values.Select(value => value / length)];
    }
}
