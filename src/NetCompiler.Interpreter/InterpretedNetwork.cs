using System.Numerics;

namespace NetCompiler.Interpreter;

/// <summary>Runs any <see cref="NetworkDefinition"/> by interpreting it: slow, plain, and written independently of the compiler,
/// so that a compiled network can be checked against it.</summary>
/// <typeparam name="T">The element type of the computation; it need not be the one of the definition.</typeparam>
public sealed partial class InterpretedNetwork<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[] _parameters;

    /// <summary>Interprets a definition with given parameters.</summary>
    /// <param name="definition">What to run.</param>
    /// <param name="parameters">The flat parameter vector; it is copied.</param>
    /// <exception cref="ArgumentException">The vector does not have the definition's length, or a parameter lies outside it.</exception>
    /// <exception cref="NotSupportedException">The definition has a layer or a loss that the interpreter does not know.</exception>
    public InterpretedNetwork(NetworkDefinition definition, ReadOnlySpan<T> parameters)
    {
        ArgumentNullException.ThrowIfNull(definition);
        Require(parameters.Length == definition.ParameterVectorLength, nameof(parameters), definition,
            $"the parameter vector has {definition.ParameterVectorLength} elements, but {parameters.Length} were given.");
        foreach (ParameterInfo parameter in definition.Parameters)
        {
            Require(parameter.Offset >= 0 && parameter.Offset + parameter.Length <= parameters.Length, nameof(definition), definition,
                $"{parameter.Name} ends at element {parameter.Offset + parameter.Length} of a parameter vector of {parameters.Length}.");
        }

        // Looked up so that an unknown kind shows here, and not when the network first runs.
        foreach (LayerDefinition layer in definition.AllLayers)
            _ = LayerRegistry<T>.Layers[layer.Kind];
        if (definition.Loss is not null)
            _ = LossRegistry<T>.Losses[definition.Loss.Kind];

        Definition = definition;
        _parameters = parameters.ToArray();
    }

    /// <summary>What it runs.</summary>
    public NetworkDefinition Definition { get; }

    /// <summary>Its own copy of the flat parameter vector; writing to it changes what the next call computes.</summary>
    public Span<T> Parameters => _parameters;

    /// <summary>The seed of what is random in a training step, as in <see cref="Workspace{T}.Seed"/>.</summary>
    public ulong Seed { get; set; }

    /// <summary>The number of the training step that loss and gradient are computed for, as in <see cref="Workspace{T}.Step"/>; it stays until it is set.</summary>
    public long Step { get; set; }

    private TrainingDraws Draws => new(Seed, Step);

    /// <summary>Interprets a definition with parameters of another element type, for example a network of float in double.</summary>
    /// <typeparam name="TSource">The element type of the given parameters.</typeparam>
    /// <param name="definition">What to run.</param>
    /// <param name="parameters">The flat parameter vector; it is converted into a copy.</param>
    /// <returns>The network.</returns>
    public static InterpretedNetwork<T> FromParameters<TSource>(NetworkDefinition definition, ReadOnlySpan<TSource> parameters)
        where TSource : unmanaged, IFloatingPointIeee754<TSource> => new(definition, Convert(parameters));

    /// <summary>Converts elements, for example inputs of float for a network in double.</summary>
    /// <typeparam name="TSource">The element type to convert from.</typeparam>
    /// <param name="values">The elements.</param>
    /// <returns>The same numbers, rounded to the nearest where they do not fit.</returns>
    public static T[] Convert<TSource>(ReadOnlySpan<TSource> values) where TSource : unmanaged, IFloatingPointIeee754<TSource>
    {
        var converted = new T[values.Length];
        for (int i = 0; i < converted.Length; i++)
            converted[i] = T.CreateTruncating(values[i]);
        return converted;
    }

    /// <summary>Computes the outputs.</summary>
    /// <param name="input">A batch of examples; its length gives the batch.</param>
    /// <returns>Logits or raw outputs, <c>[batch, OutputLength]</c>.</returns>
    /// <exception cref="ArgumentException">The length does not fit.</exception>
    public T[] Predict(ReadOnlySpan<T> input) => Definition.Decoder is null ? Run(input, draws: null).Output.Values.ToArray() : Write(input);

    /// <summary>Computes the output of every layer.</summary>
    /// <param name="input">A batch of examples; its length gives the batch.</param>
    /// <returns>The outputs by <see cref="LayerDefinition.Path"/> in the order in which they are computed,
    /// each with the batch as its first dimension.</returns>
    /// <exception cref="ArgumentException">The length does not fit.</exception>
    public OrderedDictionary<string, T[]> Activations(ReadOnlySpan<T> input)
    {
        var activations = new OrderedDictionary<string, T[]>();
        foreach ((string path, Variable<T> output) in Run(input, draws: null).Pass.Outputs)
            activations.Add(path, output.Values.ToArray());
        return activations;
    }

    /// <summary>Computes, in a training step, the output of every layer and the gradient of the batch's mean loss with respect to it. Running statistics stay as they are.</summary>
    /// <param name="input">A batch of examples; its length gives the batch.</param>
    /// <param name="target">The targets.</param>
    /// <returns>Both by <see cref="LayerDefinition.Path"/> in the order in which they are computed, each with the batch as its first dimension; the gradient is empty where nothing that
    /// is learned lies in front.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or a class index is not an integer in range.</exception>
    /// <exception cref="InvalidOperationException">The definition has no loss.</exception>
    public OrderedDictionary<string, (T[] Output, T[] Gradient)> LayerGradients(ReadOnlySpan<T> input, ReadOnlySpan<T> target)
    {
        (ForwardPass<T> pass, Variable<T> result) = Run(input, Draws);
        Variable<T> loss = Loss(result, target);
        loss.Tape.Backward(loss);
        var layers = new OrderedDictionary<string, (T[], T[])>();
        foreach ((string path, Variable<T> output) in pass.Outputs)
            layers.Add(path, (output.Values.ToArray(), output.NeedsGradient ? output.Gradient.ToArray() : []));
        return layers;
    }

    /// <summary>Computes the mean loss of a batch in a training step, which is what <c>Gradient</c> differentiates.</summary>
    /// <param name="input">A batch of examples; its length gives the batch.</param>
    /// <param name="target">The targets.</param>
    /// <returns>The mean loss over the batch.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or a class index is not an integer in range.</exception>
    /// <exception cref="InvalidOperationException">The definition has no loss.</exception>
    public T Loss(ReadOnlySpan<T> input, ReadOnlySpan<T> target) => Loss(Run(input, Draws).Output, target).Values[0];

    /// <summary>Computes the mean loss of a batch and its gradient, and updates running statistics.</summary>
    /// <param name="input">A batch of examples; its length gives the batch.</param>
    /// <param name="target">The targets.</param>
    /// <param name="gradients">Receives the gradient of the loss, laid out as <see cref="Parameters"/>; gaps hold zero.</param>
    /// <returns>The mean loss over the batch.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or a class index is not an integer in range.</exception>
    /// <exception cref="InvalidOperationException">The definition has no loss.</exception>
    public T Gradient(ReadOnlySpan<T> input, ReadOnlySpan<T> target, out T[] gradients)
    {
        (ForwardPass<T> pass, Variable<T> output) = Run(input, Draws);
        Variable<T> loss = Loss(output, target);
        loss.Tape.Backward(loss);
        gradients = pass.Gradients();
        pass.Update(_parameters);
        return loss.Values[0];
    }

    private (ForwardPass<T> Pass, Variable<T> Output) Run(ReadOnlySpan<T> input, TrainingDraws? draws)
    {
        Require(input.Length % Definition.InputLength == 0, nameof(input), Definition,
            $"an example has {Definition.InputLength} elements, and the {input.Length} of the input are not a multiple of that.");
        Require(Definition.Decoder is null, nameof(input), Definition, "it writes a sequence of its own; pass lengths and what the decoder reads.");
        var pass = new ForwardPass<T>(Definition, _parameters);
        return (pass, pass.Run(input, Definition.InputShape.AsSpan(), draws));
    }

    private LossDefinition DeclaredLoss => Definition.Loss ?? throw new InvalidOperationException($"{Definition.Name} has no loss.");

    private Variable<T> Loss(Variable<T> output, ReadOnlySpan<T> target)
    {
        LossDefinition loss = DeclaredLoss;
        int batch = output.Shape[0];
        Require(batch > 0, "input", Definition, $"the loss needs at least 1 example, and there are {batch}.");
        Require(target.Length == batch * loss.TargetLength, nameof(target), Definition,
            $"{batch} examples need {batch * loss.TargetLength} target elements, but {target.Length} were given.");
        return LossRegistry<T>.Losses[loss.Kind](output, target, loss);
    }

    private static void Require(bool condition, string parameter, NetworkDefinition definition, string otherwise)
    {
        if (!condition)
            throw new ArgumentException($"{definition.Name}: {otherwise}", parameter);
    }
}
