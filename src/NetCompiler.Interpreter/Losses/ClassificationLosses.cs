using System.Numerics;

namespace NetCompiler.Interpreter;

/// <summary>Losses of logits.</summary>
internal static class ClassificationLosses<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public static Dictionary<string, LossFunction<T>> Family => new()
    {
        ["SoftmaxCrossEntropy"] = SoftmaxCrossEntropy,
        ["BinaryCrossEntropyWithLogits"] = BinaryCrossEntropy,
    };

    // -Σ ((1 - ε)·t + ε/classes)·ln p, averaged over the batch.
    private static Variable<T> SoftmaxCrossEntropy(Variable<T> output, ReadOnlySpan<T> target, LossDefinition loss)
    {
        // The steps of a sequence are classified one by one.
        int classes = loss.IsPerStep ? output.Shape[^1] : output.Length / output.Shape[0];
        int batch = output.Length / classes;
        double smoothing = loss.Options.GetValueOrDefault("labelSmoothing", 0.0);
        Variable<T> logProbabilities = output.Reshape(batch, classes).LogSoftmax();

        double ignored = loss.Options.GetValueOrDefault("ignoreIndex", double.NaN);
        T[] counts = [.. target.ToArray().Select(index => double.CreateChecked(index) == ignored ? T.Zero : T.One)];
        Variable<T> likelihood = loss.Options.GetValueOrDefault("probabilities", 0.0) == 0.0
            ? logProbabilities.Gather(ClassIndices([.. target.ToArray().Select((index, i) => counts[i] * index)], classes))
            : (logProbabilities * output.Tape.Constant(target, batch, classes)).Sum(-1);
        if (smoothing != 0.0)
            likelihood = ((1.0 - smoothing) * likelihood) + (smoothing * logProbabilities.Mean(-1));
        // The mean is over what is not ignored.
        if (!double.IsNaN(ignored))
            return -1.0 / Math.Max(counts.Count(count => count == T.One), 1) * (likelihood * output.Tape.Constant(counts, batch)).Sum();
        return -likelihood.Mean();
    }

    // -t·ln σ(x) - (1 - t)·ln(1 - σ(x)) = t·softplus(-x) + (1 - t)·softplus(x)
    private static Variable<T> BinaryCrossEntropy(Variable<T> output, ReadOnlySpan<T> target, LossDefinition loss)
    {
        Variable<T> yes = output.Tape.Constant(target, output.Shape);
        return ((yes * (-output).Softplus()) + ((1.0 - yes) * output.Softplus())).Mean();
    }

    private static int[] ClassIndices(ReadOnlySpan<T> target, int classes)
    {
        var indices = new int[target.Length];
        for (int i = 0; i < indices.Length; i++)
        {
            if (!T.IsInteger(target[i]) || target[i] < T.Zero || target[i] >= T.CreateChecked(classes))
            {
                throw new ArgumentException(
                    $"Target {i} is {target[i]}, which is not a class index from 0 to {classes - 1}.", nameof(target));
            }

            indices[i] = int.CreateChecked(target[i]);
        }

        return indices;
    }
}
