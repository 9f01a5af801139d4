using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Layers;

/// <summary>The state of a recurrent layer at the end of the source.</summary>
/// <param name="Layer">The layer, for messages.</param>
/// <param name="Names">The names of what it hands on.</param>
/// <param name="States">The values.</param>
internal sealed record HandedState(string Layer, string[] Names, Value[] States)
{
    /// <summary>The value of this name and length, or null.</summary>
    public Value? Find(string name, int length) => States.Where((state, i) => Names[i] == name && state.Length == length).FirstOrDefault();

    public override string ToString() => Text(Names, States);

    /// <summary>States as messages name them.</summary>
    public static string Text(IEnumerable<string> names, IEnumerable<Value> states) => string.Join(" and ", names.Zip(states, (name, state) => $"{name} [{state.Length}]"));
}

/// <summary>What the recurrent layers of an encoder have at the end of the source: those of the decoder take it over, the first of the first, and so on.</summary>
/// <param name="builder">The builder of the network's graph.</param>
internal sealed class Handover(GraphBuilder builder)
{
    private readonly List<HandedState> _handed = [];
    private bool _isReading;
    private int _taken;

    /// <summary>Whether there has been an encoder.</summary>
    public bool IsBegun { get; private set; }

    /// <summary>Whether the decoder begins with anything of it, or looks at it.</summary>
    public bool IsUsed { get; private set; }

    /// <summary>How many layers have handed over their state so far.</summary>
    public int Count => _handed.Count;

    /// <summary>The output among what was handed over last: where only the state goes on, the gradient comes back through it.</summary>
    public Value Latest => _handed[_handed.Count - 1].States[0];

    /// <summary>The first layer whose state nobody has taken over; null when there is none. A decoder without recurrent layers takes none.</summary>
    public string? Left => _taken > 0 && _taken < _handed.Count ? _handed[_taken].Layer : null;

    /// <summary>Begins the encoder.</summary>
    public void Begin() => IsBegun = _isReading = true;

    /// <summary>Ends the encoder.</summary>
    public void End() => _isReading = false;

    /// <summary>Says that the decoder looks at what the encoder gives.</summary>
    public void Use() => IsUsed = true;

    /// <summary>Takes down the state of a layer at the end of the source, if it is one of an encoder.</summary>
    public void Add(string layer, IEnumerable<string> names, IEnumerable<Value> sequences)
    {
        if (_isReading)
            _handed.Add(new HandedState(layer, [.. names], [.. sequences.Select(builder.Last)]));
    }

    /// <summary>Puts the states of layers that read in two directions together, as their outputs are.</summary>
    /// <param name="first">The first layer of one direction.</param>
    /// <param name="second">The first layer of the other one.</param>
    /// <param name="merge">How they are put together.</param>
    public void Merge(int first, int second, Merge merge)
    {
        for (int i = first; i < second; i++)
        {
            Value[] others = _handed[second + i - first].States;
            _handed[i] = _handed[i] with { States = [.. _handed[i].States.Zip(others, (forward, backward) => merge.Apply(builder, forward, backward))] };
        }

        _handed.RemoveRange(second, _handed.Count - second);
    }

    /// <summary>The state that a layer of the decoder begins with; null where it begins with zeros.</summary>
    public HandedState? Take(LoweringContext context)
    {
        if (_handed.Count == 0)
            return null;
        IsUsed = true;
        if (_taken < _handed.Count)
            return _handed[_taken++];
        context.Report(DiagnosticId.SequenceToSequence,
            $"{context.Describe}: the encoder has {_taken} recurrent {(_taken == 1 ? "layer" : "layers")}, so that no state is left for this one to begin with; give both as many recurrent layers");
        return null;
    }
}
