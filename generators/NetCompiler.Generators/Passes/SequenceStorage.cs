using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Passes;

/// <summary>How many steps of a sequence are in memory.</summary>
internal enum Slots
{
    /// <summary>All.</summary>
    All,

    /// <summary>All, and the value before the first.</summary>
    AllAndInitial,

    /// <summary>The current one and the one before.</summary>
    Two,

    /// <summary>As many as the sums of weight gradients take at a time.</summary>
    Few,

    /// <summary>The current one.</summary>
    One,
}

/// <summary>Decides how much of each sequence is kept: what only one step of a scan sees needs no room for the others.</summary>
internal sealed class SequenceStorage
{
    /// <summary>The most steps whose weight gradients are summed at a time, of small batches; larger ones have enough rows with fewer. A power of two.</summary>
    public const int FewSteps = 32;

    private readonly ComputeGraph _graph;
    private readonly Dictionary<Value, Slots> _slots = [];
    private readonly Dictionary<Value, Carry> _byBefore = [];
    private readonly Dictionary<Value, Carry> _byAfter = [];
    private readonly HashSet<Value> _reverse = [];

    /// <summary>Decides for a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="isStreaming">Whether it is run one step at a time, so that nothing else has to be kept but what goes from step to step.</param>
    public SequenceStorage(ComputeGraph graph, bool isStreaming = false)
    {
        (_graph, IsStreaming) = (graph, isStreaming);
        List<Scan> scans = [.. graph.Operations.OfType<Scan>()];
        if (scans.Count == 0)
            return;
        HashSet<Value> results = [.. graph.Results];
        foreach (Scan scan in scans)
        {
            foreach (Carry carry in scan.Carries)
                (_byBefore[carry.Before], _byAfter[carry.After]) = (carry, carry);
            if (scan.IsReverse)
                _reverse.UnionWith(scan.Outputs);
            // The last step of what goes from step to step is there when the scan ends, however many are kept.
            HashSet<Value> readOutside =
            [
                .. graph.Operations.Where(operation => !(operation is TakeLast last && _byAfter.ContainsKey(last.Sequence)) && !ReferenceEquals(operation, scan)).SelectMany(operation => operation.Inputs),
                .. results,
            ];
            foreach (Value value in scan.Outputs.Where(value => value.PerExample))
            {
                bool isCarried = _byAfter.TryGetValue(value, out Carry? carry);
                bool isOutside = !Streams(value) && (readOutside.Contains(value) || (isCarried && readOutside.Contains(carry.Before)));
                _slots[value] = (isOutside, isCarried) switch
                {
                    (true, true) => Slots.AllAndInitial,
                    (true, false) => scan.IsReverse && OnlySumsRead(value, scan, results) ? Slots.Few : Slots.All,
                    (false, true) => Slots.Two,
                    _ => Slots.One,
                };
            }
        }
    }

    /// <summary>Whether the graph is run one step at a time.</summary>
    public bool IsStreaming { get; }

    /// <summary>Whether a product is a sum over steps that is done a few steps at a time, in the scan that writes its right factor.</summary>
    public bool IsInScan(MatrixProduct product) => product.Form == ProductForm.WeightGradient && SlotsOf(product.Right) == Slots.Few;

    /// <summary>Whether the value is one of those that are gone through one step at a time: of a network with a decoder, its own ones.</summary>
    public bool Streams(Value value) => IsStreaming && (_graph.DecoderInput is null || value.OfDecoder);

    /// <summary>What goes from step to step.</summary>
    public IEnumerable<Value> Carried => _byAfter.Keys
        .Concat(_graph.Operations.OfType<Delays>().Where(delays => Streams(delays.Operand)).Select(delays => delays.History))
        .Concat(_graph.Operations.OfType<HeadProduct>().Where(product => Streams(product.Right)).Select(product => product.Cache).OfType<Value>());

    /// <summary>How many steps are kept.</summary>
    public Slots SlotsOf(Value value) => _slots.TryGetValue(Owner(value), out Slots slots) ? slots : Streams(value) ? Slots.One : Slots.All;

    /// <summary>The value in whose memory this one lies.</summary>
    public Value Owner(Value value) =>
        _byBefore.TryGetValue(value, out Carry? carry) ? carry.After
        : _graph.Views.TryGetValue(value, out View view) ? view.Whole
        : value;

    /// <summary>Whether this is what the steps before gave.</summary>
    public bool IsBefore(Value value) => _byBefore.ContainsKey(value);

    /// <summary>Whether this is what a step gives to the next.</summary>
    public bool IsCarried(Value value) => _byAfter.ContainsKey(value);

    /// <summary>Whether a scan writes its last step first.</summary>
    public bool IsReverse(Value value) => _reverse.Contains(value);

    /// <summary>Where a view begins in each row of its owner; 0 for other values.</summary>
    public int Offset(Value value) => _graph.Views.TryGetValue(value, out View view) ? view.Offset : 0;

    /// <summary>Whether all that reads what a scan writes are sums that give gradients of parameters.</summary>
    private bool OnlySumsRead(Value value, Scan scan, HashSet<Value> results)
    {
        return !results.Contains(value) && _graph.Operations.Where(operation => !ReferenceEquals(operation, scan) && operation.Inputs.Contains(value)).All(IsSum);

        // Its other factor has to be there already, and its results have to have a place of their own while the scan goes on.
        bool IsSum(Operation operation) => operation is MatrixProduct { Form: ProductForm.WeightGradient, Left.IsSequence: true } sum && sum.Right == value && !scan.Outputs.Contains(sum.Left)
            && results.Contains(sum.Result) && (sum.ColumnSums is null || results.Contains(sum.ColumnSums));
    }

    /// <summary>Elements of an owner in memory, for every row.</summary>
    public int RowLength(Value value) => !value.IsSequence ? value.Length : SlotsOf(value) switch
    {
        Slots.AllAndInitial => value.Length * (value.Steps + 1),
        Slots.Two => value.Length * 2,
        Slots.One => value.Length,
        Slots.Few => value.Length * Math.Min(FewSteps, value.Steps),
        _ => value.ExampleLength,
    };
}
