using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Passes;

/// <summary>Who reads each value, and where each operation stands.</summary>
internal sealed class Uses
{
    private readonly Dictionary<Value, List<Operation>> _readers = [];
    private readonly Dictionary<Value, int> _written = [];
    private readonly HashSet<Value> _results;

    public Uses(ComputeGraph graph)
    {
        _results = [.. graph.Results];
        for (int i = 0; i < graph.Operations.Length; i++)
        {
            foreach (Value output in graph.Operations[i].Outputs)
                _written[output] = i;
            foreach (Value input in graph.Operations[i].Inputs.Distinct())
            {
                if (!_readers.TryGetValue(input, out List<Operation>? readers))
                    _readers[input] = readers = [];
                readers.Add(graph.Operations[i]);
            }
        }
    }

    public IReadOnlyList<Operation> Readers(Value value) => _readers.TryGetValue(value, out List<Operation>? readers) ? readers : [];

    /// <summary>Whether this operation is the only one that needs the value.</summary>
    public bool IsOnlyReader(Value value, Operation reader) => !_results.Contains(value) && Readers(value) is [var only] && ReferenceEquals(only, reader);

    /// <summary>The position of the operation that writes a value; -1 for what is there from the start.</summary>
    public int WrittenAt(Value value) => _written.TryGetValue(value, out int position) ? position : -1;
}
