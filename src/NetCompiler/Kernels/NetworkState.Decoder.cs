using System.Globalization;

namespace NetCompiler.Kernels;

/// <summary>The checks at the entries of networks that read one sequence and write another.</summary>
public sealed partial class NetworkState<T> where T : unmanaged
{
    private DecoderDefinition Decoder => Definition.Decoder!;

    private int SourceFeatures => InputLength / MostSteps;

    private int StepOutputs => OutputLength / Decoder.Steps;

    /// <summary>Checks the arguments of a prediction in which the decoder reads its own outputs.</summary>
    /// <param name="source">The sources.</param>
    /// <param name="lengths">The steps of each.</param>
    /// <param name="output">The outputs.</param>
    /// <param name="state">A state, which such a network does not take.</param>
    /// <returns>The steps of every source in memory.</returns>
    public int CheckWriting(ReadOnlySpan<T> source, ReadOnlySpan<int> lengths, ReadOnlySpan<T> output, SequenceState<T>? state = null)
    {
        if (state is not null)
            throw new ArgumentException($"{Definition.Name}: a network with a decoder begins every source anew; pass no state.", nameof(state));
        int steps = CheckLengths(source.Length, lengths, nameof(source), SourceFeatures);
        Require(nameof(output), output.Length, lengths.Length, 1, OutputLength, isPerStep: false);
        RequireApart(source, output);
        return steps;
    }

    /// <summary>Checks the arguments of a prediction in which the decoder reads what it is given.</summary>
    /// <param name="source">The sources.</param>
    /// <param name="lengths">The steps of each.</param>
    /// <param name="previous">What the decoder reads.</param>
    /// <param name="targetLengths">The steps of each target.</param>
    /// <param name="output">The outputs.</param>
    /// <returns>The steps of every source and of every target in memory.</returns>
    public (int Steps, int TargetSteps) CheckGiven(ReadOnlySpan<T> source, ReadOnlySpan<int> lengths, ReadOnlySpan<T> previous, ReadOnlySpan<int> targetLengths, ReadOnlySpan<T> output)
    {
        (int steps, int targetSteps) = CheckPair(source, lengths, previous, targetLengths, nameof(previous));
        RequireSteps(nameof(output), output.Length, lengths.Length, targetSteps, StepOutputs);
        RequireApart(source, output);
        RequireApart(previous, output);
        return (steps, targetSteps);
    }

    /// <summary>Checks the arguments of <see cref="ISequenceToSequenceNetwork{T}.Gradient(ReadOnlySpan{T}, ReadOnlySpan{int}, ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{int}, Workspace{T})"/>.</summary>
    /// <param name="source">The sources.</param>
    /// <param name="lengths">The steps of each.</param>
    /// <param name="previous">What the decoder reads; empty for the targets.</param>
    /// <param name="target">The targets.</param>
    /// <param name="targetLengths">The steps of each.</param>
    /// <param name="workspace">The workspace.</param>
    /// <returns>The steps of every source and of every target in memory.</returns>
    public (int Steps, int TargetSteps) CheckGradient(
        ReadOnlySpan<T> source, ReadOnlySpan<int> lengths, ReadOnlySpan<T> previous, ReadOnlySpan<T> target, ReadOnlySpan<int> targetLengths, Workspace<T> workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        (int steps, int targetSteps) = CheckPair(source, lengths, target, targetLengths, nameof(target));
        if (!previous.IsEmpty)
            RequireSteps(nameof(previous), previous.Length, lengths.Length, targetSteps, Decoder.Features);
        if (lengths.Length > workspace.MaxBatch || !ReferenceEquals(workspace.Definition, Definition))
            ThrowGradient(lengths.Length * InputLength, lengths.Length * TargetLength, workspace);
        workspace.FirstNonFiniteLayer = null;
        return (steps, targetSteps);
    }

    /// <summary>Checks the arguments of <see cref="ISequenceToSequenceNetwork{T}.Measure"/> and begins the measurement of a batch.</summary>
    /// <param name="source">The sources.</param>
    /// <param name="lengths">The steps of each.</param>
    /// <param name="previous">What the decoder reads; empty for the targets.</param>
    /// <param name="target">The targets.</param>
    /// <param name="targetLengths">The steps of each.</param>
    /// <param name="workspace">The workspace.</param>
    /// <param name="probe">Who measures.</param>
    /// <returns>The steps of every source and of every target in memory.</returns>
    public (int Steps, int TargetSteps) CheckMeasure(
        ReadOnlySpan<T> source, ReadOnlySpan<int> lengths, ReadOnlySpan<T> previous, ReadOnlySpan<T> target, ReadOnlySpan<int> targetLengths, Workspace<T> workspace, GradientProbe<T> probe)
    {
        ArgumentNullException.ThrowIfNull(probe);
        (int, int) steps = CheckGradient(source, lengths, previous, target, targetLengths, workspace);
        probe.BeginBatch(lengths.Length);
        return steps;
    }

    /// <summary>Checks the arguments of <see cref="ISequenceToSequenceNetwork{T}.Loss"/>.</summary>
    /// <param name="output">The outputs.</param>
    /// <param name="targetLengths">The steps of each target.</param>
    /// <param name="target">The targets.</param>
    /// <returns>The steps of every target in memory.</returns>
    public int CheckWrittenLoss(ReadOnlySpan<T> output, ReadOnlySpan<int> targetLengths, ReadOnlySpan<T> target)
    {
        int steps = CheckLengths(output.Length, targetLengths, nameof(output), StepOutputs, Decoder.Steps, nameof(targetLengths));
        RequireSteps(nameof(target), target.Length, targetLengths.Length, steps, Decoder.Features);
        return steps;
    }

    /// <summary>Checks the arguments of <see cref="ISequenceToSequenceNetwork{T}.Encode"/>.</summary>
    /// <param name="source">The sources.</param>
    /// <param name="lengths">The steps of each.</param>
    /// <param name="state">The state.</param>
    /// <returns>The steps of every source in memory.</returns>
    public int CheckEncode(ReadOnlySpan<T> source, ReadOnlySpan<int> lengths, RecurrentState<T> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (!state.IsOf(Definition, _isPrepared))
            throw state.OfAnother(Definition, _isPrepared);
        int steps = CheckLengths(source.Length, lengths, nameof(source), SourceFeatures);
        return lengths.Length == state.Batch ? steps
            : throw new ArgumentException($"{Definition.Name}: there are {lengths.Length} sources, but the state was made for {state.Batch}.", nameof(lengths));
    }

    /// <summary>Checks the arguments of <see cref="ISequenceToSequenceNetwork{T}.Step"/> and counts the step.</summary>
    /// <param name="previous">What the step reads.</param>
    /// <param name="state">The state.</param>
    /// <param name="output">The outputs.</param>
    /// <returns>The number of the step, from 0.</returns>
    public int NextWritten(ReadOnlySpan<T> previous, RecurrentState<T> state, ReadOnlySpan<T> output)
    {
        ArgumentNullException.ThrowIfNull(state);
        int step = (int)state.Steps;
        if (state.SourceSteps == 0 && state.IsOf(Definition, _isPrepared))
            throw new InvalidOperationException($"{Definition.Name}: the state has read no source; call Encode first.");
        state.Next(Definition, _isPrepared, previous, output);
        return step;
    }

    /// <summary>Lets decoders begin, which read sources now.</summary>
    /// <param name="state">Their state.</param>
    /// <param name="steps">The steps of every source in memory.</param>
    /// <param name="lengths">The steps of each source.</param>
    public static void BeginSteps(RecurrentState<T> state, int steps, ReadOnlySpan<int> lengths) => state.Begin(steps, lengths);

    /// <summary>The steps that sources had in memory.</summary>
    /// <param name="state">A state of this network.</param>
    /// <returns>The steps.</returns>
    public static int SourceSteps(RecurrentState<T> state) => state.SourceSteps;

    /// <summary>The steps of each source that was read.</summary>
    /// <param name="state">A state of this network.</param>
    /// <returns>The steps.</returns>
    public static ReadOnlySpan<int> SourceLengths(RecurrentState<T> state) => state.SourceLengths;

    /// <summary>What a decoder reads when it is forced to read the targets.</summary>
    /// <param name="workspace">Holds it.</param>
    /// <param name="target">The targets.</param>
    /// <param name="batch">How many there are.</param>
    /// <returns>What is read, as long as the targets.</returns>
    public static ReadOnlySpan<T> Previous(Workspace<T> workspace, ReadOnlySpan<T> target, int batch)
    {
        Span<T> previous = workspace.Previous(target.Length);
        TeacherForcing.Shift(workspace.Definition, target, batch, previous);
        return previous;
    }

    /// <summary>Checks that a decoder can read the ids that it is given, except for padding.</summary>
    /// <param name="previous">The ids of a batch.</param>
    /// <param name="targetLengths">The steps of each target; empty where there is no padding.</param>
    /// <param name="targetSteps">The steps that they have in memory.</param>
    /// <param name="vocabulary">How many ids there are.</param>
    /// <param name="layer">The path of the layer.</param>
    /// <exception cref="ArgumentException">One is not in the vocabulary.</exception>
    public void CheckWritten(ReadOnlySpan<T> previous, ReadOnlySpan<int> targetLengths, int targetSteps, int vocabulary, string layer)
    {
        int row = targetSteps * Decoder.Features;
        for (int first = 0; first < previous.Length; first += row)
        {
            int length = targetLengths.IsEmpty ? row : targetLengths[first / row] * Decoder.Features, index = FirstInvalid(previous.Slice(first, length), vocabulary);
            if (index >= 0)
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"{Definition.Name}: step {index / Decoder.Features} of example {first / row} reads the id {previous[first + index]}, which is not in the vocabulary of Embedding at {layer}, the whole numbers from 0 to {vocabulary - 1}."), nameof(previous));
            }
        }
    }

    private (int Steps, int TargetSteps) CheckPair(ReadOnlySpan<T> source, ReadOnlySpan<int> lengths, ReadOnlySpan<T> written, ReadOnlySpan<int> targetLengths, string name)
    {
        int steps = CheckLengths(source.Length, lengths, nameof(source), SourceFeatures);
        if (targetLengths.Length != lengths.Length)
            throw new ArgumentException($"{Definition.Name}: there are {lengths.Length} lengths of sources, but {targetLengths.Length} of targets.", nameof(targetLengths));
        return (steps, CheckLengths(written.Length, targetLengths, name, Decoder.Features, Decoder.Steps, nameof(targetLengths)));
    }

    private void RequireSteps(string name, int actual, int batch, int steps, int one)
    {
        if (actual != (long)batch * steps * one)
            throw new ArgumentException($"{Definition.Name}: {name} holds {actual} elements, but {(long)batch * steps * one} are needed ({batch} sequences × {steps} steps × {one}).", name);
    }

    private void RequireApart(ReadOnlySpan<T> read, ReadOnlySpan<T> output)
    {
        if (read.Overlaps(output))
            throw new ArgumentException($"{Definition.Name}: output overlaps in memory what is read; pass separate buffers.", nameof(output));
    }
}
