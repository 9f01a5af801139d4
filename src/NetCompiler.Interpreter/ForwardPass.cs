using System.Collections.Immutable;
using System.Numerics;

namespace NetCompiler.Interpreter;

/// <summary>One run of a network over a batch: the tape, with the parameters and every layer's output on it.</summary>
internal sealed class ForwardPass<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly NetworkDefinition _definition;
    private readonly Dictionary<ParameterInfo, Variable<T>> _parameters = [];
    private readonly Dictionary<ParameterInfo, Variable<T>> _updates = [];

    private readonly Tape<T> _tape = new();

    private Handover<T>? _handover;

    public ForwardPass(NetworkDefinition definition, T[] parameters)
    {
        _definition = definition;
        foreach (ParameterInfo parameter in definition.Parameters)
            _parameters[parameter] = _tape.Parameter(parameters.AsSpan(parameter.Offset, parameter.Length), parameter.Shape.AsSpan());
    }

    /// <summary>Runs a batch. Several may follow one another on the tape.</summary>
    /// <param name="input">The examples.</param>
    /// <param name="shape">The shape of one.</param>
    /// <param name="draws">The random numbers of a training step; null for a prediction.</param>
    /// <returns>The output of the network, with the batch as its first dimension.</returns>
    public Variable<T> Run(ReadOnlySpan<T> input, ReadOnlySpan<int> shape, TrainingDraws? draws) =>
        Run(_definition.Layers, _tape.Constant(input, [input.Length / Shapes.Length(shape), .. shape]), draws);

    /// <summary>Runs a network with a decoder on a batch. Several may follow one another on the tape.</summary>
    /// <param name="source">The sources.</param>
    /// <param name="shape">The shape of one.</param>
    /// <param name="previous">What the decoder reads.</param>
    /// <param name="steps">The steps of each target.</param>
    /// <param name="draws">The random numbers of a training step; null for a prediction.</param>
    /// <returns>The output of the network, with the batch as its first dimension.</returns>
    public Variable<T> Write(ReadOnlySpan<T> source, ReadOnlySpan<int> shape, ReadOnlySpan<T> previous, int steps, TrainingDraws? draws)
    {
        int batch = source.Length / Shapes.Length(shape), features = _definition.Decoder!.Features;
        _handover = new Handover<T>(_tape.Constant(previous, [batch, steps, features]));
        return Run(source, shape, draws);
    }

    /// <summary>The output of every layer by its path, in the order in which they are computed.</summary>
    public List<(string Path, Variable<T> Output)> Outputs { get; } = [];

    /// <summary>Writes the new values of parameters that are not learned into the flat vector.</summary>
    public void Update(Span<T> parameters)
    {
        foreach ((ParameterInfo parameter, Variable<T> value) in _updates)
            value.Values.CopyTo(parameters[parameter.Offset..]);
    }

    /// <summary>Runs a list of layers; a layer around others runs those in turn.</summary>
    private Variable<T> Run(ImmutableArray<LayerDefinition> layers, Variable<T> input, TrainingDraws? draws)
    {
        foreach (LayerDefinition layer in layers)
        {
            var call = new LayerCall<T>(
                layer,
                [.. layer.Parameters.Select(parameter => _parameters[parameter])],
                (branch, x) => Run(layer.Branches[branch], x, draws),
                (index, value) => _updates[layer.Parameters[index]] = value)
            {
                Draws = draws,
                Handover = _handover,
            };
            input = _definition.IsSequence && input.Shape.Length == 3 ? SequenceRun<T>.Run(input, call) : LayerRegistry<T>.Layers[layer.Kind](input, call);
            // A sequence may have fewer steps than declared.
            int free = _definition.IsSequence && input.Shape.Length == 3 && layer.OutputShape.Length == 2 ? 1 : 0;
            if (!input.Shape[(1 + free)..].SequenceEqual(layer.OutputShape.AsSpan()[free..]))
            {
                throw new InvalidOperationException(
                    $"{_definition.Name}: {layer.Path} ({layer.Kind}) gives shape {Shapes.Describe(input.Shape[1..])}, " +
                    $"but its definition says {Shapes.Describe(layer.OutputShape.AsSpan())}.");
            }

            Outputs.Add((layer.Path, input));
        }

        return input;
    }

    /// <summary>The gradients of the parameters as one flat vector, after the tape ran backwards.</summary>
    public T[] Gradients()
    {
        var gradients = new T[_definition.ParameterVectorLength];
        foreach ((ParameterInfo parameter, Variable<T> variable) in _parameters)
            Rows.Add(variable.Gradient, gradients.AsSpan(parameter.Offset));
        return gradients;
    }
}
