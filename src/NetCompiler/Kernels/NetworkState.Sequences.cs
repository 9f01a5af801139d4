namespace NetCompiler.Kernels;

/// <summary>The checks at the entries for sequences of different lengths.</summary>
public sealed partial class NetworkState<T> where T : unmanaged
{
    private int MostSteps => Definition.InputShape[0];

    private bool HasOutputPerStep => Definition.IsSequence && Definition.OutputShape.Length > 1;

    /// <summary>Checks the arguments of <see cref="ISequenceNetwork{T}.Predict"/>.</summary>
    /// <param name="input">The inputs.</param>
    /// <param name="lengths">The steps of each sequence.</param>
    /// <param name="output">The outputs.</param>
    /// <param name="state">The state, or null.</param>
    /// <returns>The steps of every sequence in memory.</returns>
    public int CheckPredict(ReadOnlySpan<T> input, ReadOnlySpan<int> lengths, ReadOnlySpan<T> output, SequenceState<T>? state)
    {
        state?.Check(Definition, lengths.Length);
        int steps = CheckLengths(input.Length, lengths, "input", InputLength / MostSteps);
        Require("output", output.Length, lengths.Length, steps, OutputLength, HasOutputPerStep);
        if (input.Overlaps(output))
            ThrowPredict(lengths.Length * InputLength, lengths.Length * OutputLength);
        return steps;
    }

    /// <summary>Checks the arguments of <see cref="ISequenceNetwork{T}.Gradient"/>.</summary>
    /// <param name="input">The inputs.</param>
    /// <param name="lengths">The steps of each sequence.</param>
    /// <param name="target">The targets.</param>
    /// <param name="workspace">The workspace.</param>
    /// <param name="state">The state, or null.</param>
    /// <returns>The steps of every sequence in memory.</returns>
    public int CheckGradient(ReadOnlySpan<T> input, ReadOnlySpan<int> lengths, ReadOnlySpan<T> target, Workspace<T> workspace, SequenceState<T>? state)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        state?.Check(Definition, lengths.Length);
        state?.Begin();
        int steps = CheckLengths(input.Length, lengths, "input", InputLength / MostSteps);
        Require("target", target.Length, lengths.Length, steps, TargetLength, Definition.Loss!.IsPerStep);
        if (lengths.Length > workspace.MaxBatch || !ReferenceEquals(workspace.Definition, Definition))
            ThrowGradient(lengths.Length * InputLength, lengths.Length * TargetLength, workspace);
        workspace.FirstNonFiniteLayer = null;
        return steps;
    }

    /// <summary>Checks the arguments of <see cref="ISequenceNetwork{T}.Measure"/> and begins the measurement of a batch.</summary>
    /// <param name="input">The inputs.</param>
    /// <param name="lengths">The steps of each sequence.</param>
    /// <param name="target">The targets.</param>
    /// <param name="workspace">The workspace.</param>
    /// <param name="state">The state, or null.</param>
    /// <param name="probe">Who measures.</param>
    /// <returns>The steps of every sequence in memory.</returns>
    public int CheckMeasure(
        ReadOnlySpan<T> input, ReadOnlySpan<int> lengths, ReadOnlySpan<T> target, Workspace<T> workspace, SequenceState<T>? state, GradientProbe<T> probe)
    {
        ArgumentNullException.ThrowIfNull(probe);
        int steps = CheckGradient(input, lengths, target, workspace, state);
        probe.BeginBatch(lengths.Length);
        return steps;
    }

    /// <summary>Checks the arguments of <see cref="ISequenceNetwork{T}.Loss"/>.</summary>
    /// <param name="output">The outputs.</param>
    /// <param name="lengths">The steps of each sequence.</param>
    /// <param name="target">The targets.</param>
    /// <returns>The steps of every sequence in memory.</returns>
    public int CheckLoss(ReadOnlySpan<T> output, ReadOnlySpan<int> lengths, ReadOnlySpan<T> target)
    {
        if (!HasOutputPerStep)
        {
            if (lengths.Length != CheckLoss(output, target))
                throw new ArgumentException($"{Definition.Name}: lengths holds {lengths.Length} numbers, but output {output.Length / OutputLength} examples.", nameof(lengths));
            return MostSteps;
        }

        int steps = CheckLengths(output.Length, lengths, "output", OutputLength / MostSteps);
        Require("target", target.Length, lengths.Length, steps, TargetLength, Definition.Loss!.IsPerStep);
        return steps;
    }

    /// <summary>Checks that ids are in the vocabulary of a layer, except for padding.</summary>
    /// <param name="input">The ids of a batch.</param>
    /// <param name="lengths">The steps of each sequence; empty where there is no padding.</param>
    /// <param name="steps">The steps that they have in memory.</param>
    /// <param name="vocabulary">How many ids there are.</param>
    /// <param name="layer">The path of the layer.</param>
    /// <exception cref="ArgumentException">One is not.</exception>
    public void CheckTokens(ReadOnlySpan<T> input, ReadOnlySpan<int> lengths, int steps, int vocabulary, string layer)
    {
        if (lengths.IsEmpty)
            CheckTokens(input, vocabulary, layer);
        int features = InputLength / MostSteps;
        for (int row = 0; row < lengths.Length; row++)
        {
            ReadOnlySpan<T> ids = input.Slice(row * steps * features, lengths[row] * features);
            int index = FirstInvalid(ids, vocabulary);
            if (index >= 0)
                ThrowToken(ids[index], (row * InputLength) + index, isStep: false, vocabulary, layer);
        }
    }

    /// <summary>Checks that no sequence is shorter than others, where a layer takes statistics over all steps.</summary>
    /// <param name="lengths">The steps of each sequence.</param>
    /// <param name="steps">The steps that they have in memory.</param>
    /// <param name="layer">The layer.</param>
    public void CheckWhole(ReadOnlySpan<int> lengths, int steps, string layer)
    {
        for (int i = 0; i < lengths.Length; i++)
        {
            if (lengths[i] < steps)
            {
                throw new InvalidOperationException(
                    $"{Definition.Name}: {layer} normalises over all steps of the batch, padding as well, but lengths[{i}] is {lengths[i]} of {steps} steps; use LayerNorm for sequences of different lengths.");
            }
        }
    }

    /// <returns>The steps of every sequence in memory.</returns>
    private int CheckLengths(int length, ReadOnlySpan<int> lengths, string name, int features, int? mostSteps = null, string lengthsName = "lengths")
    {
        if (lengths.IsEmpty)
            throw new ArgumentException($"{Definition.Name}: {lengthsName} is empty; it needs the steps of every sequence of the batch, at least one.", lengthsName);
        long row = (long)lengths.Length * features, steps = length / row;
        if (steps == 0 || steps * row != length)
        {
            throw new ArgumentException(
                $"{Definition.Name}: {name} holds {length} elements, which is not a positive multiple of {row}, one step of {lengths.Length} sequences (as many as {lengthsName} has) of {features} elements.", name);
        }

        int most = mostSteps ?? MostSteps;
        if (steps > most)
            throw new ArgumentException($"{Definition.Name}: {name} has {steps} steps, but the network is declared for at most {most} (Time).", name);
        for (int i = 0; i < lengths.Length; i++)
        {
            if (lengths[i] < 1 || lengths[i] > steps)
                throw new ArgumentException($"{Definition.Name}: {lengthsName}[{i}] is {lengths[i]}, but must be from 1 to {steps}, the steps of {name}.", lengthsName);
        }

        return (int)steps;
    }

    private void Require(string name, int actual, int batch, int steps, int length, bool isPerStep)
    {
        int one = isPerStep ? length / MostSteps : length;
        long expected = (long)batch * one * (isPerStep ? steps : 1);
        if (actual != expected)
        {
            string factors = isPerStep ? $"{batch} sequences × {steps} steps × {one}" : $"{batch} sequences × {one}";
            throw new ArgumentException($"{Definition.Name}: {name} holds {actual} elements, but {expected} are needed ({factors}).", name);
        }
    }
}
