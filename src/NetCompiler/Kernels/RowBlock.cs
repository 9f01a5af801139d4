using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetCompiler.Kernels;

/// <summary>The rows of a batch that are being worked on, and where everything lies; used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref partial struct RowBlock<T> where T : unmanaged
{
    private readonly ref T _parameters;
    private readonly ref T _gradients;
    private readonly ref T _activations;
    private readonly int _capacity;

    /// <summary>A block for inference.</summary>
    /// <param name="input">The first input of the block.</param>
    /// <param name="output">Receives the first output of the block.</param>
    /// <param name="parameters">The flat parameter vector.</param>
    /// <param name="arena">Panel, statistics and activations.</param>
    /// <param name="frontLength">Elements in front of the activations: the panel, then the statistics.</param>
    /// <param name="rows">Rows in this block.</param>
    /// <param name="capacity">Rows that every activation buffer has room for.</param>
    public RowBlock(ref T input, ref T output, ref T parameters, ref T arena, int frontLength, int rows, int capacity)
    {
        Input = ref input;
        Output = ref output;
        _parameters = ref parameters;
        Panel = ref arena;
        _activations = ref Unsafe.Add(ref arena, frontLength);
        Rows = AllRows = rows;
        _capacity = capacity;
    }

    /// <summary>A block for training.</summary>
    /// <param name="input">The first input of the block.</param>
    /// <param name="target">The first target of the block.</param>
    /// <param name="parameters">The flat parameter vector.</param>
    /// <param name="gradients">The flat gradient vector.</param>
    /// <param name="arena">Panel, statistics and activations.</param>
    /// <param name="frontLength">Elements in front of the activations: the panel, then the statistics.</param>
    /// <param name="rows">Rows in this block.</param>
    /// <param name="capacity">Rows that every activation buffer has room for.</param>
    /// <param name="accumulates">Whether gradients are added to those of the blocks before.</param>
    /// <param name="scale">The factor that makes a mean of the sum of all losses.</param>
    public RowBlock(
        ref T input, ref T target, ref T parameters, ref T gradients, ref T arena, int frontLength, int rows, int capacity, bool accumulates, T scale)
        : this(ref input, ref Unsafe.NullRef<T>(), ref parameters, ref arena, frontLength, rows, capacity)
    {
        Target = ref target;
        _gradients = ref gradients;
        Accumulates = accumulates;
        Scale = scale;
    }

    private RowBlock(RowBlock<T> block, ref T input)
    {
        this = block;
        Input = ref input;
    }

    private RowBlock(RowBlock<T> block, ref T gradients, ref T arena, int frontLength)
    {
        this = block;
        _gradients = ref gradients;
        Panel = ref arena;
        _activations = ref Unsafe.Add(ref arena, frontLength);
    }

    /// <summary>The inputs, [rows, InputLength].</summary>
    public readonly ref T Input;

    /// <summary>The targets, [rows, TargetLength].</summary>
    public readonly ref T Target;

    /// <summary>The outputs of inference, [rows, OutputLength].</summary>
    public readonly ref T Output;

    /// <summary>Scratch memory in which a matrix kernel lays out the columns it works on next to each other.</summary>
    public readonly ref T Panel;

    /// <summary>The number of rows.</summary>
    public int Rows { get; private init; }

    /// <summary>The number of rows of which this may be a part: what statistics of the batch are taken over.</summary>
    public int AllRows { get; private init; }

    /// <summary>The steps that are gone through: those of the longest sequence.</summary>
    public int Steps { get; init; }

    /// <summary>The steps of every sequence in the caller's memory, padding included.</summary>
    public int CallerSteps { get; init; }

    /// <summary>The steps of each row's sequence, behind which there is padding; empty when all have <see cref="Steps"/>.</summary>
    public ReadOnlySpan<int> Lengths { get; init; }

    /// <summary>The state that sequences begin with, which becomes the state at their end; empty when they begin with zeros.</summary>
    public Span<T> State { get; init; }

    /// <summary>Receives the gradient of the state that sequences begin with; empty when nobody wants it.</summary>
    public Span<T> StateGradient { get; init; }

    /// <summary>Whether gradients are added to those of the blocks before.</summary>
    public bool Accumulates { get; private init; }

    /// <summary>The factor that makes a mean of the sum of all losses: 1 / batch, or the reciprocal of the number of all steps that have one.</summary>
    public T Scale { get; private init; }

    /// <summary>Where random numbers come from.</summary>
    public Draws Draws { get; init; }

    /// <summary>Random factors for an activation.</summary>
    /// <param name="stream">The stream of the layer.</param>
    /// <param name="probability">The probability of 0.</param>
    /// <param name="length">Factors per row: one for every element, or one for all.</param>
    /// <returns>The factors of the block.</returns>
    public RandomMask<T> Mask(ulong stream, double probability, int length) => new(Draws, stream, probability, length);

    /// <summary>An activation or its gradient, [rows, n].</summary>
    /// <param name="offset">Elements per row in front of it.</param>
    /// <returns>Its first element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T A(int offset) => ref Unsafe.Add(ref _activations, (nint)offset * _capacity);

    /// <summary>Some of the rows, for sums over so many that they are better done part by part: each part adds to what those before left.</summary>
    /// <param name="first">The first row.</param>
    /// <param name="most">The most rows of a part.</param>
    /// <returns>The same block with those rows; what is passed besides has to begin with the first.</returns>
    public RowBlock<T> Part(int first, int most) => this with { Rows = Math.Min(Rows - first, most), Accumulates = Accumulates || first > 0 };

    /// <summary>So many rows on their own: what is passed besides has to begin with them.</summary>
    internal RowBlock<T> Alone(int rows) => this with { Rows = rows, Accumulates = false };

    /// <summary>Whether every element of a statistic is finite.</summary>
    /// <param name="first">Its first element.</param>
    /// <param name="length">Its length.</param>
    /// <returns>False when one is infinite or NaN.</returns>
    public bool IsFinite(ref T first, int length) => Finite.All(MemoryMarshal.CreateReadOnlySpan(ref first, length));

    /// <summary>The same rows for a step that is measured to find out where it is not finite: gradients go to memory of their own, and states stay as they are.</summary>
    /// <param name="workspace">The workspace of the step.</param>
    /// <param name="frontLength">Elements of the panel and the statistics in front of the activations.</param>
    /// <param name="panelRowLength">Further elements of the panel for every row.</param>
    /// <param name="rowLength">Elements of the activations of one row.</param>
    /// <returns>The block.</returns>
    public RowBlock<T> Again(Workspace<T> workspace, int frontLength, int panelRowLength, int rowLength)
    {
        int front = frontLength + (panelRowLength * _capacity);
        NonFiniteSearch<T> search = workspace.Search;
        return new RowBlock<T>(this, ref search.FirstGradient, ref workspace.MeasuringArena(front + (rowLength * _capacity)), front)
            with { Accumulates = false, State = search.Copy(State), StateGradient = [] };
    }

    /// <summary>A value that is the same for all rows, such as a statistic of the batch.</summary>
    /// <param name="distance">How many elements in front of the activations it lies.</param>
    /// <returns>Its first element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T S(int distance) => ref Unsafe.Subtract(ref _activations, distance);

    /// <summary>A parameter tensor.</summary>
    /// <param name="offset">Its offset in the flat vector.</param>
    /// <returns>Its first element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T P(int offset) => ref Unsafe.Add(ref _parameters, (nint)offset);

    /// <summary>The gradient of a parameter tensor.</summary>
    /// <param name="offset">Its offset in the flat vector.</param>
    /// <returns>Its first element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T G(int offset) => ref Unsafe.Add(ref _gradients, (nint)offset);
}
