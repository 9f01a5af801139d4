using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetCompiler.Kernels;

/// <summary>Takes down the outputs and gradients of layers while a training step has them in memory; called by generated code.</summary>
/// <remarks>Of a step it takes down the first examples, the same at all layers. Whether a unit is dead it tells from all of them.</remarks>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class GradientProbe<T> where T : unmanaged
{
    private readonly LayerProbe<T>?[] _layers;
    private readonly LayerProbe<T>[] _chosen;
    private readonly bool[] _isChosen;
    private readonly GradientFlowOptions _options;
    private readonly int _last;
    private int _batch;
    // Of the step so far: all examples, those that are taken down, and those whose weight gradient is computed by itself; and of these the ones in the current block.
    private (int All, int Taken, int Single) _examples;
    private int _taken;
    private int _single;
    private bool _isFirst;
    private readonly bool _onlyLooks;

    /// <summary>Makes a probe.</summary>
    /// <param name="definition">The network.</param>
    /// <param name="options">What is measured.</param>
    /// <param name="isChosen">Which of all layers are.</param>
    internal GradientProbe(NetworkDefinition definition, GradientFlowOptions options, bool[] isChosen)
    {
        (_options, _isChosen) = (options, isChosen);
        LayerDefinition[] layers = [.. definition.AllLayers];
        _last = Array.FindLastIndex(layers, layer => layer.Path == definition.Layers[^1].Path);
        // Everything is relative to the error signal of the last layer.
        _layers = [.. layers.Select((layer, i) => isChosen[i] || i == _last ? new LayerProbe<T>(layer) : null)];
        _chosen = [.. _layers.Where((_, i) => isChosen[i]).OfType<LayerProbe<T>>()];
    }

    private GradientProbe(NetworkDefinition definition)
        : this(definition, new GradientFlowOptions { Detail = GradientFlowDetail.Norms }, [.. definition.AllLayers.Select(_ => true)]) => _onlyLooks = true;

    /// <summary>The path of the first layer, in the order in which they are computed, with an output that is not finite, as far as outputs were looked at.</summary>
    public string? FirstNonFiniteLayer { get; private set; }

    /// <summary>The path of the first layer that has not updated its running statistics, because those of the batch are not finite.</summary>
    internal string? NonFiniteStatistics { get; private set; }

    /// <summary>Whether everything of all examples is taken down, whatever was asked for.</summary>
    internal bool IsThorough { get; set; }

    /// <summary>The paths of the chosen layers.</summary>
    internal string[] Paths => [.. _chosen.Select(layer => layer.Path)];

    private int MostExamples => IsThorough ? int.MaxValue : _onlyLooks ? 0 : _options.MostExamples;

    private bool TakesOutputs => IsThorough || _options.Detail == GradientFlowDetail.Everything;

    /// <summary>A probe that takes down nothing: it looks for the first layer that is not finite.</summary>
    /// <param name="definition">The network.</param>
    internal static GradientProbe<T> OfNonFinite(NetworkDefinition definition) => new(definition);

    /// <summary>Begins a step.</summary>
    internal void Clear()
    {
        FirstNonFiniteLayer = NonFiniteStatistics = null;
        _examples = default;
        foreach (LayerProbe<T>? layer in _layers)
            layer?.Clear();
    }

    /// <summary>Begins a batch of the step.</summary>
    internal void BeginBatch(int batch) => _batch = batch;

    /// <summary>What the chosen layers came to.</summary>
    internal MeasuredLayers Measured()
    {
        var norms = new LayerNorm[_chosen.Length];
        bool hasDetails = false;
        for (int i = 0; i < norms.Length; i++)
        {
            norms[i] = _chosen[i].Norm(_examples.Taken);
            hasDetails |= _chosen[i].HasDetail;
        }

        return new(_layers[_last]!.Norm(_examples.Taken).Energy, norms, hasDetails ? Array.ConvertAll(_chosen, layer => layer.Detail(_examples.Taken, _examples.Single)) : null);
    }

    /// <summary>Begins a block of rows.</summary>
    /// <param name="rows">The number of rows.</param>
    public void Begin(int rows)
    {
        _isFirst = _examples.All == 0;
        _taken = Math.Clamp(MostExamples - _examples.All, 0, rows);
        _single = Math.Clamp(MostSingle - _examples.All, 0, rows);
        _examples = (_examples.All + rows, _examples.Taken + _taken, _examples.Single + _single);
    }

    /// <summary>Where a product leaves its sums that nobody else reads.</summary>
    /// <param name="layer">The number of the layer whose outputs they are.</param>
    /// <param name="distance">How far from its result there is room for them.</param>
    /// <returns>The distance; 0 when they are not looked at.</returns>
    public nint Sums(int layer, nint distance) => _onlyLooks || Wants(layer) ? distance : 0;

    /// <summary>Takes down what became of running statistics.</summary>
    /// <param name="layer">The path of the first layer whose statistics of the batch are not finite, or null.</param>
    public void Updated(string? layer) => NonFiniteStatistics ??= layer;

    /// <summary>Takes down outputs.</summary>
    /// <param name="layer">The number of the layer.</param>
    /// <param name="first">The first output.</param>
    /// <param name="units">Outputs that are different units.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="positions">How often a row has these units.</param>
    public void Output(int layer, ref T first, int units, int rows, int positions = 1)
    {
        LayerProbe<T>? probe = _layers[layer];
        if (_onlyLooks)
        {
            Look(probe!, ref first, units * positions * rows);
            return;
        }

        if (!Wants(layer))
            return;
        if (probe!.Outputs.IsRectifier)
            probe.Outputs.Raise(MemoryMarshal.CreateReadOnlySpan(ref first, units * positions * rows), units);
        if (_taken > 0)
            probe.AddOutputs(MemoryMarshal.CreateReadOnlySpan(ref first, _taken * units * positions), units, parts: 1);
        if (probe.Outputs.NonFinite > 0)
            FirstNonFiniteLayer ??= probe.Path;
    }

    /// <summary>Takes down outputs of all steps, without padding.</summary>
    /// <param name="layer">The number of the layer.</param>
    /// <param name="first">The first output of the first step.</param>
    /// <param name="units">Outputs of a row.</param>
    /// <param name="m">The row block.</param>
    public void StepOutput(int layer, ref T first, int units, in RowBlock<T> m)
    {
        LayerProbe<T>? probe = _layers[layer];
        if (_onlyLooks)
        {
            foreach (RowRun run in m.LiveRuns())
                Look(probe!, ref Unsafe.Add(ref first, (nint)run.First * units), run.Count * units);
            return;
        }

        if (!Wants(layer))
            return;
        if (probe!.Outputs.IsRectifier)
        {
            foreach (RowRun run in m.LiveRuns())
                probe.Outputs.Raise(MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref first, (nint)run.First * units), run.Count * units), units);
        }

        for (int step = 0; step < m.Steps; step++)
        {
            for (int row = 0; NextRun(m, step, ref row) is > 0 and var count; row += count)
                probe.AddOutputs(StepRows(ref first, units, m, step, row, count), units, parts: Math.Max(m.Steps * _taken / count, 1));
        }

        if (probe.Outputs.NonFinite > 0)
            FirstNonFiniteLayer ??= probe.Path;
    }

    /// <summary>Takes down the gradient with respect to outputs.</summary>
    /// <param name="layer">The number of the layer.</param>
    /// <param name="first">The first gradient.</param>
    /// <param name="units">Outputs that are different units.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="positions">How often a row has these units.</param>
    public void Error(int layer, ref T first, int units, int rows, int positions = 1)
    {
        if (_taken > 0)
            _layers[layer]?.AddErrors(MemoryMarshal.CreateReadOnlySpan(ref first, _taken * units * positions), _batch);
    }

    /// <summary>Takes down the gradient with respect to outputs of all steps: that of padding is zero.</summary>
    /// <param name="layer">The number of the layer.</param>
    /// <param name="first">The first gradient of the first step.</param>
    /// <param name="units">Outputs of a row.</param>
    /// <param name="m">The row block.</param>
    public void StepError(int layer, ref T first, int units, in RowBlock<T> m)
    {
        for (int step = 0; step < m.Steps && _taken > 0; step++)
            _layers[layer]?.AddErrors(StepRows(ref first, units, m, step, 0, _taken), _batch);
    }

    /// <summary>Takes down the gradient with respect to the state of a recurrent layer, by how many steps there are behind it.</summary>
    /// <param name="layer">The number of the layer.</param>
    /// <param name="first">The first gradient of the first step.</param>
    /// <param name="length">Elements of one row.</param>
    /// <param name="m">The row block.</param>
    public void StateError(int layer, ref T first, int length, in RowBlock<T> m)
    {
        for (int row = 0, count; row < _taken && _isChosen[layer]; row += count)
        {
            int steps = m.LengthOf(row);
            for (count = 1; row + count < _taken && m.LengthOf(row + count) == steps;)
                count++;
            for (int step = 0; step < steps; step++)
                _layers[layer]!.StateErrors.Add(steps - 1 - step, StepRows(ref first, length, m, step, row, count), count, _batch);
        }
    }

    /// <summary>Takes down a gate of a recurrent layer.</summary>
    /// <param name="layer">The number of the layer.</param>
    /// <param name="gate">The name of the gate.</param>
    /// <param name="first">Its first value of the first step.</param>
    /// <param name="length">Elements of one row.</param>
    /// <param name="m">The row block.</param>
    public void Gate(int layer, string gate, ref T first, int length, in RowBlock<T> m)
    {
        for (int step = 0; step < m.Steps && Wants(layer); step++)
        {
            for (int row = 0; NextRun(m, step, ref row) is > 0 and var count; row += count)
                _layers[layer]!.Gates.Add(gate, StepRows(ref first, length, m, step, row, count));
        }
    }

    /// <summary>Whether a layer is the first with an output that is not finite.</summary>
    private void Look(LayerProbe<T> probe, ref T first, int length)
    {
        if (FirstNonFiniteLayer is null && !Finite.All(MemoryMarshal.CreateReadOnlySpan(ref first, length)))
            FirstNonFiniteLayer = probe.Path;
    }

    private bool Wants(int layer) => _isChosen[layer] && TakesOutputs;

    /// <summary>Finds the next rows that are taken down and have the step.</summary>
    /// <returns>How many follow one another from <paramref name="row"/> on; 0 when there are no more.</returns>
    private int NextRun(in RowBlock<T> m, int step, ref int row)
    {
        while (row < _taken && m.LengthOf(row) <= step)
            row++;
        int end = row;
        while (end < _taken && m.LengthOf(end) > step)
            end++;
        return end - row;
    }

    /// <summary>Some rows of a step.</summary>
    private static ReadOnlySpan<T> StepRows(ref T first, int length, in RowBlock<T> m, int step, int row, int count) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref first, (((nint)step * m.Rows) + row) * length), count * length);
}
