using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Passes;

/// <summary>Places the computed values of a graph in one arena, reusing the space of values that nobody reads any more.</summary>
/// <remarks>Offsets count elements per row: a value of the block of rows being worked on starts at offset × rows-capacity.
/// Two values that live at the same time never overlap, and an operation never writes over what it reads.</remarks>
internal sealed class BufferPlan
{
    private readonly Dictionary<Value, int> _offsets = [];

    private BufferPlan()
    {
    }

    /// <summary>Elements of the arena, for values that differ per example per row.</summary>
    public int RowLength { get; private set; }

    /// <summary>Elements per row in front of the value.</summary>
    public int this[Value value] => _offsets[value];

    public bool Contains(Value value) => _offsets.ContainsKey(value);

    /// <summary>Plans all per-example values that operations write.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="outside">Values that live elsewhere, such as the output that goes straight to the caller.</param>
    public static BufferPlan Create(ComputeGraph graph, params Value[] outside) => Create(graph, value => value.PerExample && !outside.Contains(value), alignment: 1);

    /// <summary>Plans all per-example values for one step at a time. What goes from step to step comes first and keeps its place.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="outside">Values that live elsewhere.</param>
    public static BufferPlan ForStreaming(ComputeGraph graph, IReadOnlyCollection<Value> outside) =>
        Create(graph, value => value.PerExample && !outside.Contains(value), alignment: 1, isStreaming: true);

    /// <summary>Plans the values that are the same for all rows, such as statistics of the batch: their offsets count elements, not elements per row.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="alignment">They start at multiples of this many elements.</param>
    /// <param name="outside">Values that live elsewhere, such as gradients of parameters.</param>
    public static BufferPlan ForStatistics(ComputeGraph graph, int alignment, IReadOnlyCollection<Value> outside) =>
        Create(graph, value => !value.PerExample && !outside.Contains(value), alignment);

    private static BufferPlan Create(ComputeGraph graph, Func<Value, bool> isPlanned, int alignment, bool isStreaming = false)
    {
        var plan = new BufferPlan();
        var storage = new SequenceStorage(graph, isStreaming);
        Dictionary<Value, int> lastRead = [];
        for (int i = 0; i < graph.Operations.Length; i++)
        {
            foreach (Value value in graph.Operations[i].Inputs.Concat(graph.Operations[i].Outputs))
                lastRead[storage.Owner(value)] = i;
        }

        foreach (Value result in graph.Results)
            lastRead[storage.Owner(result)] = int.MaxValue;
        // What the encoder leaves for the steps of the decoder stays there.
        foreach (Value left in isStreaming ? graph.Operations.Where(operation => operation.OfDecoder).SelectMany(operation => operation.Inputs).Where(input => !input.OfDecoder) : [])
            lastRead[storage.Owner(left)] = int.MaxValue;
        // Ordered by start.
        List<(int Start, int End, int LastRead)> live = [];
        foreach (Value carried in isStreaming ? storage.Carried : [])
        {
            int length = storage.RowLength(carried);
            plan._offsets[carried] = plan.RowLength;
            live.Add((plan.RowLength, plan.RowLength + length, int.MaxValue));
            plan.RowLength += length;
        }

        for (int i = 0; i < graph.Operations.Length; i++)
        {
            live.RemoveAll(buffer => buffer.LastRead < i);
            foreach (Value output in graph.Operations[i].Outputs)
            {
                if (!isPlanned(output) || storage.Owner(output) != output || plan.Contains(output))
                    continue;
                int length = (storage.RowLength(output) + alignment - 1) / alignment * alignment;
                int start = FirstFit(live, length);
                plan._offsets[output] = start;
                plan.RowLength = Math.Max(plan.RowLength, start + length);
                int position = live.FindIndex(buffer => buffer.Start > start);
                live.Insert(position < 0 ? live.Count : position, (start, start + length, lastRead[output]));
            }
        }

        return plan;
    }

    private static int FirstFit(List<(int Start, int End, int LastRead)> live, int length)
    {
        int start = 0;
        foreach ((int from, int to, _) in live)
        {
            if (start + length <= from)
                break;
            start = Math.Max(start, to);
        }

        return start;
    }
}
