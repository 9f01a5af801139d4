using System.Numerics;

namespace NetCompiler.Interpreter;

/// <summary>Networks that read one sequence and write another: each pair runs by itself, and nothing ever sees padding.</summary>
public sealed partial class InterpretedNetwork<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Computes what the decoder gives when it reads what is passed.</summary>
    /// <param name="source">The sources, <c>[batch, steps, features]</c>, with any padding behind the end of each.</param>
    /// <param name="lengths">How many steps each source has; its length is the batch.</param>
    /// <param name="previous">What every step of the decoder reads, <c>[batch, target steps, …]</c>.</param>
    /// <param name="targetLengths">How many steps each target has.</param>
    /// <returns>Logits or raw outputs, <c>[batch, target steps, outputs]</c>, with zeros as padding.</returns>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public T[] Predict(ReadOnlySpan<T> source, ReadOnlySpan<int> lengths, ReadOnlySpan<T> previous, ReadOnlySpan<int> targetLengths)
    {
        (_, List<Variable<T>> outputs) = Write(source, lengths, previous, targetLengths, draws: null);
        int rowLength = TargetSteps(previous, lengths) * outputs[0].Shape[^1];
        var result = new T[outputs.Count * rowLength];
        for (int row = 0; row < outputs.Count; row++)
            outputs[row].Values.CopyTo(result.AsSpan(row * rowLength));
        return result;
    }

    /// <summary>Computes the mean loss of a training step in which the decoder reads what is passed, and its gradient.</summary>
    /// <param name="source">The sources, <c>[batch, steps, features]</c>, with any padding behind the end of each.</param>
    /// <param name="lengths">How many steps each source has; its length is the batch.</param>
    /// <param name="previous">What every step of the decoder reads, <c>[batch, target steps, …]</c>.</param>
    /// <param name="target">The targets, <c>[batch, target steps, …]</c>.</param>
    /// <param name="targetLengths">How many steps each target has.</param>
    /// <param name="gradients">Receives the gradient of the loss, laid out as <see cref="Parameters"/>; gaps hold zero.</param>
    /// <returns>The mean loss over all steps of all targets.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or a class index is not an integer in range.</exception>
    public T Gradient(
        ReadOnlySpan<T> source, ReadOnlySpan<int> lengths, ReadOnlySpan<T> previous, ReadOnlySpan<T> target, ReadOnlySpan<int> targetLengths, out T[] gradients)
    {
        (ForwardPass<T> pass, List<Variable<T>> outputs) = Write(source, lengths, previous, targetLengths, Draws);
        Variable<T> loss = Loss(outputs, TargetSteps(previous, lengths), targetLengths, target);
        loss.Tape.Backward(loss);
        gradients = pass.Gradients();
        return loss.Values[0];
    }

    /// <summary>Computes, in a training step in which the decoder reads what is passed, the output of every layer and the gradient of the mean loss with respect to it.</summary>
    /// <param name="source">The sources, <c>[batch, steps, features]</c>, with any padding behind the end of each.</param>
    /// <param name="lengths">How many steps each source has; its length is the batch.</param>
    /// <param name="previous">What every step of the decoder reads, <c>[batch, target steps, …]</c>.</param>
    /// <param name="target">The targets, <c>[batch, target steps, …]</c>.</param>
    /// <param name="targetLengths">How many steps each target has.</param>
    /// <returns>Both by <see cref="LayerDefinition.Path"/>, of every pair by itself; the gradient is empty where nothing that is learned lies in front.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or a class index is not an integer in range.</exception>
    public ILookup<string, (T[] Output, T[] Gradient)> LayerGradients(
        ReadOnlySpan<T> source, ReadOnlySpan<int> lengths, ReadOnlySpan<T> previous, ReadOnlySpan<T> target, ReadOnlySpan<int> targetLengths)
    {
        (ForwardPass<T> pass, List<Variable<T>> outputs) = Write(source, lengths, previous, targetLengths, Draws);
        return LayerGradients(pass, Loss(outputs, TargetSteps(previous, lengths), targetLengths, target));
    }

    private int TargetSteps(ReadOnlySpan<T> previous, ReadOnlySpan<int> lengths) => previous.Length / (lengths.Length * Definition.Decoder!.Features);

    private (ForwardPass<T> Pass, List<Variable<T>> Outputs) Write(
        ReadOnlySpan<T> source, ReadOnlySpan<int> lengths, ReadOnlySpan<T> previous, ReadOnlySpan<int> targetLengths, TrainingDraws? draws)
    {
        Require(Definition.Decoder is not null, nameof(source), Definition, "it has no decoder.");
        Require(lengths.Length > 0 && lengths.Length == targetLengths.Length, nameof(lengths), Definition, $"there are {lengths.Length} sources and {targetLengths.Length} targets.");
        int steps = StepsOf(source, lengths), targetSteps = TargetSteps(previous, lengths), features = Definition.Decoder!.Features;
        var pass = new ForwardPass<T>(Definition, _parameters);
        var outputs = new List<Variable<T>>();
        for (int row = 0; row < lengths.Length; row++)
        {
            outputs.Add(pass.Write(
                source.Slice(row * steps * Features, lengths[row] * Features),
                [lengths[row], Features],
                previous.Slice(row * targetSteps * features, targetLengths[row] * features),
                targetLengths[row],
                draws is null ? null : draws with { Batch = lengths.Length, Row = row }));
        }

        return (pass, outputs);
    }

    /// <summary>Lets the decoder read its own outputs: all that was written so far is run again for every step.</summary>
    private T[] Write(ReadOnlySpan<T> source)
    {
        DecoderDefinition decoder = Definition.Decoder!;
        bool isOfIds = Definition.Loss!.Kind == "SoftmaxCrossEntropy";
        int batch = source.Length / Definition.InputLength, outputs = Definition.OutputLength / decoder.Steps;
        int[] lengths = [.. Enumerable.Repeat(Definition.InputShape[0], batch)];
        var result = new T[batch * Definition.OutputLength];
        for (int row = 0; row < batch; row++)
        {
            List<T> previous = [.. Enumerable.Repeat(isOfIds ? T.CreateChecked(decoder.StartToken) : T.Zero, decoder.Features)];
            for (int t = 0; t < decoder.Steps; t++)
            {
                T[] written = Predict(source.Slice(row * Definition.InputLength, Definition.InputLength), [lengths[row]], [.. previous], [t + 1]);
                T[] last = written[(t * outputs)..];
                last.CopyTo(result, (((row * decoder.Steps) + t) * outputs));
                previous.AddRange(isOfIds ? [T.CreateChecked(Array.IndexOf(last, last.Max()))] : last);
            }
        }

        return result;
    }
}
