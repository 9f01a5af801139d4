using System.Numerics;

namespace NetCompiler.Interpreter;

/// <summary>Sequences of different lengths: each runs by itself, and nothing ever sees padding.</summary>
public sealed partial class InterpretedNetwork<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Computes the outputs of sequences of different lengths.</summary>
    /// <param name="input">The sequences, <c>[batch, steps, features]</c>, with any padding behind the end of each.</param>
    /// <param name="lengths">How many steps each sequence has; its length is the batch.</param>
    /// <returns>Logits or raw outputs: <c>[batch, steps, outputs]</c> with zeros as padding, or <c>[batch, OutputLength]</c>.</returns>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public T[] Predict(ReadOnlySpan<T> input, ReadOnlySpan<int> lengths)
    {
        (_, List<Variable<T>> outputs) = Run(input, lengths, draws: null);
        int steps = StepsOf(input, lengths), one = outputs[0].Shape[^1];
        int rowLength = outputs[0].Shape.Length == 3 ? steps * one : outputs[0].Length;
        var result = new T[outputs.Count * rowLength];
        for (int row = 0; row < outputs.Count; row++)
            outputs[row].Values.CopyTo(result.AsSpan(row * rowLength));
        return result;
    }

    /// <summary>Computes the mean loss of sequences of different lengths in a training step.</summary>
    /// <param name="input">The sequences, <c>[batch, steps, features]</c>, with any padding behind the end of each.</param>
    /// <param name="lengths">How many steps each sequence has; its length is the batch.</param>
    /// <param name="target">The targets, for a loss of every step <c>[batch, steps, …]</c>.</param>
    /// <returns>The mean loss: over the batch, or over all steps of all sequences.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or a class index is not an integer in range.</exception>
    /// <exception cref="InvalidOperationException">The definition has no loss.</exception>
    public T Loss(ReadOnlySpan<T> input, ReadOnlySpan<int> lengths, ReadOnlySpan<T> target) =>
        Loss(Run(input, lengths, Draws).Outputs, StepsOf(input, lengths), lengths, target).Values[0];

    /// <summary>Computes the mean loss of sequences of different lengths and its gradient.</summary>
    /// <param name="input">The sequences, <c>[batch, steps, features]</c>, with any padding behind the end of each.</param>
    /// <param name="lengths">How many steps each sequence has; its length is the batch.</param>
    /// <param name="target">The targets, for a loss of every step <c>[batch, steps, …]</c>.</param>
    /// <param name="gradients">Receives the gradient of the loss, laid out as <see cref="Parameters"/>; gaps hold zero.</param>
    /// <returns>The mean loss: over the batch, or over all steps of all sequences.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or a class index is not an integer in range.</exception>
    /// <exception cref="InvalidOperationException">The definition has no loss, or a layer normalises over the batch.</exception>
    public T Gradient(ReadOnlySpan<T> input, ReadOnlySpan<int> lengths, ReadOnlySpan<T> target, out T[] gradients)
    {
        if (Definition.AllLayers.Any(layer => layer.Kind == "BatchNorm"))
            throw new InvalidOperationException($"{Definition.Name} normalises over the batch, so its sequences cannot run one by one.");
        (ForwardPass<T> pass, List<Variable<T>> outputs) = Run(input, lengths, Draws);
        Variable<T> loss = Loss(outputs, StepsOf(input, lengths), lengths, target);
        loss.Tape.Backward(loss);
        gradients = pass.Gradients();
        return loss.Values[0];
    }

    /// <summary>Computes, in a training step, the output of every layer and the gradient of the mean loss with respect to it, for sequences of different lengths.</summary>
    /// <param name="input">The sequences, <c>[batch, steps, features]</c>, with any padding behind the end of each.</param>
    /// <param name="lengths">How many steps each sequence has; its length is the batch.</param>
    /// <param name="target">The targets, for a loss of every step <c>[batch, steps, …]</c>.</param>
    /// <returns>Both by <see cref="LayerDefinition.Path"/>, of every sequence by itself; the gradient is empty where nothing that is learned lies in front.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or a class index is not an integer in range.</exception>
    /// <exception cref="InvalidOperationException">The definition has no loss.</exception>
    public ILookup<string, (T[] Output, T[] Gradient)> LayerGradients(ReadOnlySpan<T> input, ReadOnlySpan<int> lengths, ReadOnlySpan<T> target)
    {
        (ForwardPass<T> pass, List<Variable<T>> outputs) = Run(input, lengths, Draws);
        return LayerGradients(pass, Loss(outputs, StepsOf(input, lengths), lengths, target));
    }

    private static ILookup<string, (T[] Output, T[] Gradient)> LayerGradients(ForwardPass<T> pass, Variable<T> loss)
    {
        loss.Tape.Backward(loss);
        return pass.Outputs.ToLookup(layer => layer.Path, layer => (layer.Output.Values.ToArray(), layer.Output.NeedsGradient ? layer.Output.Gradient.ToArray() : []));
    }

    private int Features => Definition.InputShape[^1];

    private int StepsOf(ReadOnlySpan<T> input, ReadOnlySpan<int> lengths) => input.Length / (lengths.Length * Features);

    private (ForwardPass<T> Pass, List<Variable<T>> Outputs) Run(ReadOnlySpan<T> input, ReadOnlySpan<int> lengths, TrainingDraws? draws)
    {
        Require(Definition.IsSequence, nameof(lengths), Definition, "its input is no sequence, so examples have no lengths.");
        Require(lengths.Length > 0 && input.Length % (lengths.Length * Features) == 0, nameof(input), Definition,
            $"{lengths.Length} sequences of {Features} features do not make up the {input.Length} elements of the input.");
        int steps = StepsOf(input, lengths);
        var pass = new ForwardPass<T>(Definition, _parameters);
        var outputs = new List<Variable<T>>();
        for (int row = 0; row < lengths.Length; row++)
        {
            Require(lengths[row] >= 1 && lengths[row] <= steps, nameof(lengths), Definition, $"lengths[{row}] is {lengths[row]}, but the input has {steps} steps.");
            ReadOnlySpan<T> sequence = input.Slice(row * steps * Features, lengths[row] * Features);
            outputs.Add(pass.Run(sequence, [lengths[row], Features], draws is null ? null : draws with { Batch = lengths.Length, Row = row }));
        }

        return (pass, outputs);
    }

    private Variable<T> Loss(List<Variable<T>> outputs, int steps, ReadOnlySpan<int> lengths, ReadOnlySpan<T> target)
    {
        LossDefinition loss = DeclaredLoss;
        int one = loss.IsPerStep ? loss.TargetLength / (Definition.Decoder?.Steps ?? Definition.InputShape[0]) : loss.TargetLength, rowLength = loss.IsPerStep ? steps * one : one;
        Require(target.Length == outputs.Count * rowLength, nameof(target), Definition, $"{outputs.Count} sequences need {outputs.Count * rowLength} target elements, but {target.Length} were given.");
        double ignored = loss.Options.GetValueOrDefault("ignoreIndex", double.NaN);
        double[] weights = new double[outputs.Count];
        for (int row = 0; row < weights.Length; row++)
        {
            weights[row] = loss.IsPerStep ? lengths[row] : 1;
            if (!double.IsNaN(ignored))
                weights[row] = target.Slice(row * rowLength, (int)weights[row]).ToArray().Count(index => double.CreateChecked(index) != ignored);
        }

        double count = Math.Max(weights.Sum(), 1);
        Variable<T>? sum = null;
        for (int row = 0; row < outputs.Count; row++)
        {
            int length = loss.IsPerStep ? lengths[row] : 1;
            Variable<T> part = weights[row] / count * LossRegistry<T>.Losses[loss.Kind](outputs[row], target.Slice(row * rowLength, length * one), loss);
            sum = sum is null ? part : sum + part;
        }

        return sum!;
    }
}
