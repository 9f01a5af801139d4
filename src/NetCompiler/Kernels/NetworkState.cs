using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetCompiler.Kernels;

/// <summary>The parameters of one network instance and the checks at its public entries; used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class NetworkState<T> where T : unmanaged
{
    private readonly AlignedBuffer<T> _parameters;
    private readonly ulong _seed;
    // Whether there are passes with what was prepared, in whose states values lie otherwise.
    private readonly bool _isPrepared;

    /// <summary>Allocates and initialises the parameters.</summary>
    /// <param name="definition">What was declared.</param>
    /// <param name="seed">The seed of the initialisers.</param>
    public NetworkState(NetworkDefinition definition, ulong seed)
    {
        Definition = definition;
        _seed = seed;
        InputLength = definition.InputLength;
        OutputLength = definition.OutputLength;
        TargetLength = definition.Loss?.TargetLength ?? 0;
        _parameters = new AlignedBuffer<T>(definition.ParameterVectorLength);
        ParameterInitializer.Initialize(definition, _parameters.Span, seed);
    }

    private NetworkState(NetworkState<T> original, int preparedLength)
    {
        Definition = original.Definition;
        (_seed, _isPrepared) = (original._seed, preparedLength > 0);
        (InputLength, OutputLength, TargetLength) = (original.InputLength, original.OutputLength, original.TargetLength);
        _parameters = new AlignedBuffer<T>(original.Parameters.Length + preparedLength);
        original.Parameters.CopyTo(_parameters.Span);
    }

    /// <summary>What was declared.</summary>
    public NetworkDefinition Definition { get; }

    /// <summary>Elements of one input example.</summary>
    public int InputLength { get; }

    /// <summary>Elements of one output example.</summary>
    public int OutputLength { get; }

    /// <summary>Elements of one target example, 0 without a loss.</summary>
    public int TargetLength { get; }

    /// <summary>The flat parameter vector.</summary>
    public Span<T> Parameters => _parameters.Span;

    /// <summary>The first parameter.</summary>
    public ref T First => ref _parameters.First;

    /// <summary>Copies the parameters.</summary>
    /// <param name="preparedLength">Elements behind them for what is computed from them.</param>
    /// <returns>The copy.</returns>
    public NetworkState<T> Copy(int preparedLength) => new(this, preparedLength);

    /// <summary>The first gradient of a workspace.</summary>
    /// <param name="workspace">A workspace of this network.</param>
    /// <returns>The first element of its flat gradient vector.</returns>
    public static ref T Gradients(Workspace<T> workspace) => ref workspace.FirstGradient;

    /// <summary>The first element of a workspace's arena.</summary>
    /// <param name="workspace">A workspace of this network.</param>
    /// <returns>The first element, on a 64-byte boundary.</returns>
    public static ref T Arena(Workspace<T> workspace) => ref workspace.Arena;

    /// <summary>The arena of the steps that are measured, which a workspace has from the first of them on.</summary>
    /// <param name="workspace">A workspace of this network.</param>
    /// <param name="length">Its elements.</param>
    /// <returns>The first element, on a 64-byte boundary.</returns>
    public static ref T MeasuringArena(Workspace<T> workspace, int length) => ref workspace.MeasuringArena(length);

    /// <summary>Whether to find out where a step is not finite.</summary>
    /// <param name="workspace">A workspace of this network.</param>
    /// <param name="loss">The loss of the step.</param>
    /// <returns>True for a loss that is not finite, and when whoever wants the gradient has found that it is not; no longer when the layer is known.</returns>
    public static bool IsSuspect(Workspace<T> workspace, double loss) => (!double.IsFinite(loss) || workspace.IsSuspect) && workspace.FirstNonFiniteLayer is null;

    /// <summary>Begins to look for the first layer that is not finite.</summary>
    /// <param name="workspace">A workspace of this network.</param>
    /// <returns>The probe that looks.</returns>
    public static GradientProbe<T> Search(Workspace<T> workspace)
    {
        workspace.Search.Probe.Clear();
        return workspace.Search.Probe;
    }

    /// <summary>Writes down where a step stopped being finite; the first row block to tell counts.</summary>
    /// <param name="workspace">A workspace of this network.</param>
    /// <param name="layer">The path of the layer, or null.</param>
    public static void SetNonFiniteLayer(Workspace<T> workspace, string? layer) => workspace.FirstNonFiniteLayer ??= layer;

    /// <summary>Makes a workspace.</summary>
    /// <param name="maxBatch">The largest batch, at least 1.</param>
    /// <param name="frontLength">Elements in front of the activations: the panel, then the statistics.</param>
    /// <param name="rowLength">Elements of the activations of one row.</param>
    /// <param name="mostRows">The most rows worked on at a time.</param>
    /// <returns>The workspace.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxBatch"/> is not positive.</exception>
    public Workspace<T> CreateWorkspace(int maxBatch, int frontLength, int rowLength, int mostRows)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxBatch);
        return new(Definition, maxBatch, checked(frontLength + (rowLength * Rows.Capacity(maxBatch, mostRows)))) { Seed = _seed, IsSearchable = true };
    }

    /// <summary>Makes the state of streams.</summary>
    /// <param name="batch">How many, at least 1.</param>
    /// <param name="inputLength">Elements of the input of one step.</param>
    /// <param name="outputLength">Elements of the output of one step.</param>
    /// <param name="frontLength">Elements in front of the activations: the panel, then the statistics.</param>
    /// <param name="rowLength">Elements of the activations of one row, the state among them.</param>
    /// <returns>The state.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batch"/> is not positive.</exception>
    public RecurrentState<T> CreateState(int batch, int inputLength, int outputLength, int frontLength, int rowLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batch);
        return new(Definition, batch, inputLength, outputLength, checked(frontLength + (rowLength * Rows.Capacity(batch, int.MaxValue & ~15)))) { IsPrepared = _isPrepared };
    }

    /// <summary>Makes a state for whole sequences.</summary>
    /// <param name="batch">The most sequences of a call, at least 1.</param>
    /// <returns>The state.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batch"/> is not positive.</exception>
    public SequenceState<T> CreateSequenceState(int batch) => new(Definition, batch);

    /// <summary>The first element of a state's arena.</summary>
    /// <param name="state">A state of this network.</param>
    /// <returns>The first element, on a 64-byte boundary.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T Arena(RecurrentState<T> state) => ref state.First;

    /// <summary>Checks the arguments of <see cref="IRecurrentNetwork{T}.Step"/> and counts the step.</summary>
    /// <param name="input">The inputs.</param>
    /// <param name="state">The state.</param>
    /// <param name="output">The outputs.</param>
    /// <returns>The number of the step, from 0; after 2³¹ steps it begins again, where only whether it is even counts.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NextStep(ReadOnlySpan<T> input, RecurrentState<T> state, ReadOnlySpan<T> output)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Next(Definition, _isPrepared, input, output);
    }

    /// <summary>Checks that a stream goes on only as long as the network is declared for, where it remembers every step or tells steps apart.</summary>
    /// <param name="state">The state.</param>
    /// <param name="most">The most steps.</param>
    /// <exception cref="InvalidOperationException">It has had them all.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CheckSteps(RecurrentState<T>? state, int most)
    {
        if (state?.Steps >= most)
            ThrowSteps(most);
    }

    /// <summary>Checks the arguments of <see cref="INetwork{T}.Predict"/>.</summary>
    /// <param name="input">The inputs.</param>
    /// <param name="output">The outputs.</param>
    /// <returns>The batch.</returns>
    public int CheckPredict(ReadOnlySpan<T> input, ReadOnlySpan<T> output)
    {
        int batch = input.Length / InputLength;
        if (batch * InputLength != input.Length || (long)batch * OutputLength != output.Length || input.Overlaps(output))
            ThrowPredict(input.Length, output.Length);
        return batch;
    }

    /// <summary>Checks the arguments of <see cref="INetwork{T}.Gradient"/>.</summary>
    /// <param name="input">The inputs.</param>
    /// <param name="target">The targets.</param>
    /// <param name="workspace">The workspace.</param>
    /// <returns>The batch.</returns>
    public int CheckGradient(ReadOnlySpan<T> input, ReadOnlySpan<T> target, Workspace<T> workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        int batch = input.Length / InputLength;
        if (batch == 0 || batch * InputLength != input.Length || (long)batch * TargetLength != target.Length
            || batch > workspace.MaxBatch || !ReferenceEquals(workspace.Definition, Definition))
            ThrowGradient(input.Length, target.Length, workspace);
        workspace.FirstNonFiniteLayer = null;
        return batch;
    }

    /// <summary>Checks that ids are in the vocabulary of a layer.</summary>
    /// <param name="input">The ids of a batch, or of one step.</param>
    /// <param name="vocabulary">How many ids there are.</param>
    /// <param name="layer">The path of the layer.</param>
    /// <exception cref="ArgumentException">One is not.</exception>
    public void CheckTokens(ReadOnlySpan<T> input, int vocabulary, string layer)
    {
        int index = FirstInvalid(input, vocabulary);
        if (index >= 0)
            ThrowToken(input[index], index, input.Length < InputLength, vocabulary, layer);
    }

    /// <summary>Checks the arguments of <see cref="INetwork{T}.Measure"/> and begins the measurement of a batch.</summary>
    /// <param name="input">The inputs.</param>
    /// <param name="target">The targets.</param>
    /// <param name="workspace">The workspace.</param>
    /// <param name="probe">Who measures.</param>
    /// <returns>The batch.</returns>
    public int CheckMeasure(ReadOnlySpan<T> input, ReadOnlySpan<T> target, Workspace<T> workspace, GradientProbe<T> probe)
    {
        int batch = CheckGradient(input, target, workspace);
        ArgumentNullException.ThrowIfNull(probe);
        probe.BeginBatch(batch);
        return batch;
    }

    private static int FirstInvalid(ReadOnlySpan<T> ids, int vocabulary) => typeof(T) == typeof(float)
        ? Tokens.FirstInvalid(MemoryMarshal.Cast<T, float>(ids), vocabulary)
        : Tokens.FirstInvalid(MemoryMarshal.Cast<T, double>(ids), vocabulary);

    /// <summary>Checks that a batch is large enough for a layer that normalises over it.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="least">The fewest examples.</param>
    /// <param name="layer">The layer that needs them.</param>
    public void CheckLeastBatch(int batch, int least, string layer)
    {
        if (batch < least)
            ThrowLeastBatch(batch, least, layer);
    }

    /// <summary>Checks the arguments of <see cref="INetwork{T}.Loss"/>.</summary>
    /// <param name="output">The outputs.</param>
    /// <param name="target">The targets.</param>
    /// <returns>The batch.</returns>
    public int CheckLoss(ReadOnlySpan<T> output, ReadOnlySpan<T> target)
    {
        int batch = output.Length / OutputLength;
        if (batch == 0 || batch * OutputLength != output.Length)
            throw new ArgumentException(NotAMultiple("output", output.Length, OutputLength), nameof(output));
        if ((long)batch * TargetLength != target.Length)
            throw new ArgumentException(WrongTarget(batch, target.Length), nameof(target));
        return batch;
    }

    /// <summary>Says that a network without a loss was asked for one.</summary>
    /// <returns>The exception to throw.</returns>
    public InvalidOperationException NoLoss() =>
        new($"{Definition.Name} declares no loss. Add one after its last layer, for example [SoftmaxCrossEntropy] or [MeanSquaredError].");

    private void ThrowSteps(int most) => throw new InvalidOperationException(
        $"{Definition.Name}: the stream has had {most} steps, as many as the network is declared for (Time), and its attention or positions know no more; Reset the state, or declare more.");

    private void ThrowLeastBatch(int batch, int least, string layer) => throw new ArgumentException(
        $"{Definition.Name}: {layer} normalises over the batch and needs at least {least} examples in a training step, but the batch has {batch}; train with larger batches.", "input");

    private void ThrowToken(T id, int index, bool isStep, int vocabulary, string layer)
    {
        int perStep = Definition.IsSequence ? Definition.InputShape[^1] : InputLength, steps = Definition.IsSequence && !isStep ? Definition.InputShape[0] : 1;
        (int row, int step, int position) = (index / (perStep * steps), index / perStep % steps, index % perStep);
        string[] places = [perStep > 1 ? $"element {position}" : "", steps > 1 ? $"step {step}" : "", isStep ? $"stream {row}" : $"example {row}"];
        throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
            $"{Definition.Name}: {string.Join(" of ", places.Where(place => place.Length > 0))} has the id {id}, which is not in the vocabulary of Embedding at {layer}, the whole numbers from 0 to {vocabulary - 1}."), "input");
    }

    private void ThrowPredict(int input, int output)
    {
        int batch = input / InputLength;
        if (batch * InputLength != input)
            throw new ArgumentException(NotAMultiple("input", input, InputLength), nameof(input));
        if ((long)batch * OutputLength != output)
            throw new ArgumentException(
                $"{Definition.Name}: {batch} examples of input give {(long)batch * OutputLength} outputs ({batch} × {OutputLength}), but output holds {output} elements.",
                nameof(output));
        throw new ArgumentException($"{Definition.Name}: output overlaps input in memory; pass two separate buffers.", nameof(output));
    }

    private void ThrowGradient(int input, int target, Workspace<T> workspace)
    {
        int batch = input / InputLength;
        if (batch == 0 || batch * InputLength != input)
            throw new ArgumentException(NotAMultiple("input", input, InputLength), nameof(input));
        if ((long)batch * TargetLength != target)
            throw new ArgumentException(WrongTarget(batch, target), nameof(target));
        if (!ReferenceEquals(workspace.Definition, Definition))
            throw new ArgumentException(
                $"The workspace was made by {workspace.Definition.Name}; {Definition.Name} needs one from its own CreateWorkspace.", nameof(workspace));
        throw new ArgumentException(
            $"{Definition.Name}: the batch has {batch} examples, but the workspace was made for at most {workspace.MaxBatch}.", nameof(workspace));
    }

    private string NotAMultiple(string name, int actual, int length) =>
        $"{Definition.Name}: {name} holds {actual} elements, which is not a positive multiple of the {length} elements of one example.";

    private string WrongTarget(int batch, int actual) =>
        $"{Definition.Name}: {batch} examples need {(long)batch * TargetLength} target elements ({batch} × {TargetLength}), but target holds {actual}.";
}
