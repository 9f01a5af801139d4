using System.Numerics;

namespace NetCompiler.Interpreter;

/// <summary>One run of a network over a batch: the tape, with the parameters and every layer's output on it.</summary>
internal sealed class ForwardPass<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly NetworkDefinition _definition;
    private readonly Dictionary<ParameterInfo, Variable<T>> _parameters = [];

    public ForwardPass(NetworkDefinition definition, T[] parameters, ReadOnlySpan<T> input)
    {
        _definition = definition;
        var tape = new Tape<T>();
        foreach (ParameterInfo parameter in definition.Parameters)
            _parameters[parameter] = tape.Parameter(parameters.AsSpan(parameter.Offset, parameter.Length), parameter.Shape.AsSpan());

        Output = tape.Constant(input, [input.Length / definition.InputLength, .. definition.InputShape]);
        foreach (LayerDefinition layer in definition.Layers)
        {
            var call = new LayerCall<T>(layer, [.. layer.Parameters.Select(parameter => _parameters[parameter])]);
            Output = LayerRegistry<T>.Layers[layer.Kind](Output, call);
            if (!Output.Shape[1..].SequenceEqual(layer.OutputShape.AsSpan()))
            {
                throw new InvalidOperationException(
                    $"{definition.Name}: {layer.Path} ({layer.Kind}) gives shape {Shapes.Describe(Output.Shape[1..])}, " +
                    $"but its definition says {Shapes.Describe(layer.OutputShape.AsSpan())}.");
            }

            Outputs.Add(Output);
        }
    }

    /// <summary>The output of the network, with the batch as its first dimension.</summary>
    public Variable<T> Output { get; }

    /// <summary>The output of every layer.</summary>
    public List<Variable<T>> Outputs { get; } = [];

    /// <summary>The gradients of the parameters as one flat vector, after the tape ran backwards.</summary>
    public T[] Gradients()
    {
        var gradients = new T[_definition.ParameterVectorLength];
        foreach ((ParameterInfo parameter, Variable<T> variable) in _parameters)
            Rows.Add(variable.Gradient, gradients.AsSpan(parameter.Offset));
        return gradients;
    }
}
