using System.Numerics;
using NetCompiler.Interpreter;

namespace NetCompiler.Conformance.Tests.Harness;

/// <summary>A compiled network with random parameters, the same network interpreted in double, and examples for both.</summary>
/// <remarks>Parameters and examples are the same numbers for both element types.</remarks>
internal sealed class Subject<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double[] _input;
    private readonly double[] _target;

    /// <summary>Makes a network and enough examples for the greatest batch.</summary>
    public Subject(NetworkLibrary library, string name, int examples, ulong seed = 1)
    {
        Network = library.Create<T>(name, seed);
        foreach (ParameterInfo parameter in Definition.Parameters)
        {
            // Away from what the initialisers give, where every bias is zero.
            Span<T> values = Network.Parameters.Slice(parameter.Offset, parameter.Length);
            double[] noise = Elements.Normal(values.Length, seed, parameter.Name, 0.2);
            for (int i = 0; i < values.Length; i++)
                values[i] = T.CreateTruncating((float)(double.CreateTruncating(values[i]) + noise[i]));
        }

        Interpreted = InterpretedNetwork<double>.FromParameters<T>(Definition, Network.Parameters);
        (_input, _target) = Examples.Create(Interpreted, examples, seed);
    }

    public INetwork<T> Network { get; }

    public InterpretedNetwork<double> Interpreted { get; }

    public NetworkDefinition Definition => Network.Definition;

    public string Name => Definition.Name;

    /// <summary>The inputs of the first examples.</summary>
    public double[] Input(int batch) => _input[..(batch * Network.InputLength)];

    /// <summary>The targets of the first examples.</summary>
    public double[] Target(int batch) => _target[..(batch * Network.TargetLength)];

    /// <summary>The compiled network's outputs.</summary>
    public T[] Predict(int batch) => Predict(Elements.To<T>(Input(batch)));

    /// <summary>The compiled network's outputs.</summary>
    public T[] Predict(T[] input)
    {
        var output = new T[input.Length / Network.InputLength * Network.OutputLength];
        Network.Predict(input, output);
        return output;
    }

    /// <summary>The compiled network's loss and gradient.</summary>
    public (T Loss, T[] Gradients) Gradient(int batch, Workspace<T> workspace)
    {
        T loss = Network.Gradient(Elements.To<T>(Input(batch)), Elements.To<T>(Target(batch)), workspace);
        return (loss, workspace.Gradients.ToArray());
    }

    /// <summary>How far rounding may take results from the interpreter's, relative to their magnitude:
    /// one rounding for every term of the sums on the way, and some for every function.</summary>
    public double Tolerance(int batch)
    {
        const int Function = 16;
        double terms = batch + Definition.AllLayers.Sum(layer => layer.InputShape.Aggregate(1, (product, size) => product * size) + Function);
        return terms * Elements.Rounding<T>();
    }
}
