using System.Numerics;

namespace NetCompiler.Interpreter;

/// <summary>What goes from an encoder to a decoder in one run.</summary>
/// <param name="previous">What the decoder reads, <c>[batch, time, features]</c>.</param>
internal sealed class Handover<T>(Variable<T> previous) where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly List<Variable<T>[]> _states = [];
    private int _taken;

    /// <summary>What the decoder reads.</summary>
    public Variable<T> Previous { get; } = previous;

    /// <summary>Whether the layers that run now are those of the encoder.</summary>
    public bool IsReading { get; set; }

    /// <summary>What the decoder may look at; null in front of it.</summary>
    public Variable<T>? Memory { get; set; }

    /// <summary>The attention in front of the next recurrent layer, which asks with the state of that.</summary>
    public LayerCall<T>? Asking { get; set; }

    /// <summary>How many recurrent layers have handed over their state.</summary>
    public int Count => _states.Count;

    /// <summary>Takes down the state of a recurrent layer after its last step.</summary>
    public void Add(params Variable<T>[] state)
    {
        if (IsReading)
            _states.Add(state);
    }

    /// <summary>Puts together the states of two directions.</summary>
    public void Merge(int first, int second, Func<Variable<T>, Variable<T>, Variable<T>> merge)
    {
        for (int i = first; i < second; i++)
            _states[i] = [.. _states[i].Zip(_states[second + i - first], merge)];
        _states.RemoveRange(second, _states.Count - second);
    }

    /// <summary>Sequences with room behind each step for what attention takes from the source.</summary>
    public Variable<T> Widen(Variable<T> x)
    {
        Variable<T> room = x.Tape.Constant(new T[x.Shape[0] * Memory!.Shape[2]], x.Shape[0], Memory.Shape[2]);
        return Enumerable.Range(0, x.Shape[1]).Select(t => x.Step(t).Concatenate(room)).ToList().ToSequence();
    }

    /// <summary>The input of a step of a recurrent layer, with what attention in front of it takes from the source.</summary>
    public Variable<T> Attend(Variable<T> step, Variable<T> state, LayerCall<T> asking) =>
        step.Features(0, step.Shape[1] - Memory!.Shape[2]).Concatenate(AttentionLayers<T>.Context(state, asking));

    /// <summary>The state that the next recurrent layer of the decoder begins with; null for zeros.</summary>
    public Variable<T>[]? Next() => Memory is null || _states.Count == 0 ? null : _states[_taken++];
}
