using System.Numerics;

namespace NetCompiler.Interpreter;

/// <summary>One layer, about to run: what was declared, and its parameters on the tape.</summary>
/// <param name="Definition">What was declared.</param>
/// <param name="Parameters">The parameters, in the order of <see cref="LayerDefinition.Parameters"/>.</param>
/// <param name="Branch">Runs one of the lists of layers inside the layer, by its index, on an input.</param>
/// <param name="Update">Gives a parameter that is not learned, by its index, the value that it has after the training step.</param>
internal sealed record LayerCall<T>(
    LayerDefinition Definition, IReadOnlyList<Variable<T>> Parameters, Func<int, Variable<T>, Variable<T>> Branch, Action<int, Variable<T>> Update)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The random numbers of a training step; null for a prediction.</summary>
    public TrainingDraws? Draws { get; init; }

    /// <summary>The steps of the sequences whose steps the layer sees as examples; 1 for other inputs.</summary>
    public int Steps { get; init; } = 1;

    /// <summary>Whether what the layer sees as examples are steps of sequences.</summary>
    public bool IsOfSequence { get; init; }

    /// <summary>What goes from an encoder to a decoder; null in a network without one.</summary>
    public Handover<T>? Handover { get; init; }

    /// <summary>Whether this is a training step, and not a prediction.</summary>
    public bool IsTraining => Draws is not null;

    /// <summary>A setting of the layer.</summary>
    public double Option(string name, double defaultValue) => Definition.Options.GetValueOrDefault(name, defaultValue);
}
