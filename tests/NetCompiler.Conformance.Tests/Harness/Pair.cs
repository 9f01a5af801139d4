using System.Numerics;
using NetCompiler.Interpreter;

namespace NetCompiler.Conformance.Tests.Harness;

/// <summary>A network that reads one sequence and writes another, with random parameters, interpreted in double, and examples of different lengths.</summary>
internal sealed class Pair<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Makes a network and examples.</summary>
    /// <param name="library">Where it is declared.</param>
    /// <param name="name">Its name.</param>
    /// <param name="batch">The number of examples.</param>
    /// <param name="isWhole">Whether all sequences have all steps.</param>
    public Pair(NetworkLibrary library, string name, int batch, bool isWhole = false)
    {
        Network = (ISequenceToSequenceNetwork<T>)library.Create<T>(name);
        foreach (ParameterInfo parameter in Definition.Parameters)
        {
            // Away from what the initialisers give, where every bias is zero.
            Span<T> values = Network.Parameters.Slice(parameter.Offset, parameter.Length);
            double[] noise = Elements.Normal(values.Length, 1, parameter.Name, 0.2);
            for (int i = 0; i < values.Length; i++)
                values[i] = T.CreateTruncating((float)(double.CreateTruncating(values[i]) + noise[i]));
        }

        Interpreted = InterpretedNetwork<double>.FromParameters<T>(Definition, Network.Parameters);
        Lengths = [.. Enumerable.Range(0, batch).Select(row => isWhole ? Network.MaxSteps : Math.Max(1, Network.MaxSteps - (row * 2 % 5)))];
        TargetLengths = [.. Enumerable.Range(0, batch).Select(row => isWhole ? Network.MaxTargetSteps : Math.Max(1, Network.MaxTargetSteps - (row * 3 % 4)))];
        int[] vocabularies = [.. Definition.AllLayers.Where(layer => layer.Kind == "Embedding").Select(layer => layer.Parameters[0].Shape[0])];
        IsOfIds = Definition.Loss!.Kind == "SoftmaxCrossEntropy";
        Source = vocabularies.Length > 0 ? Ids(batch * Network.InputLength, vocabularies[0], "source") : Elements.Normal(batch * Network.InputLength, 1, "source");
        Target = IsOfIds ? Ids(batch * Network.TargetLength, Network.StepOutputLength, "target") : Elements.Normal(batch * Network.TargetLength, 1, "target");
        if (Definition.Loss.Options.TryGetValue("ignoreIndex", out double ignored))
            Target = [.. Target.Select((id, i) => i % 5 == 3 ? ignored : id)];
        Previous = new double[Target.Length];
        TeacherForcing.Shift<double>(Definition, Target, batch, Previous);
    }

    public ISequenceToSequenceNetwork<T> Network { get; }

    public InterpretedNetwork<double> Interpreted { get; }

    public NetworkDefinition Definition => Network.Definition;

    public bool IsOfIds { get; }

    public int[] Lengths { get; }

    public int[] TargetLengths { get; }

    public double[] Source { get; }

    public double[] Target { get; }

    /// <summary>What the decoder reads when it is forced.</summary>
    public double[] Previous { get; }

    /// <summary>How far rounding may take results from the interpreter's.</summary>
    public double Tolerance => 8 * (Lengths.Length + Definition.AllLayers.Sum(layer => layer.InputShape.Aggregate(1, (product, size) => product * size) + 16)) * Elements.Rounding<T>();

    /// <summary>Sequences with something else behind the end of each.</summary>
    public static T[] Poisoned(double[] sequences, int[] lengths, int steps, double padding)
    {
        int one = sequences.Length / (lengths.Length * steps);
        return Elements.To<T>([.. sequences.Select((value, i) => i / one % steps < lengths[i / (one * steps)] ? value : padding)]);
    }

    private static double[] Ids(int count, int vocabulary, string purpose)
    {
        var random = new Philox(1, Philox.StreamOf(purpose));
        return [.. Enumerable.Range(0, count).Select(i => Math.Floor(random.Uniform((ulong)i) * vocabulary))];
    }
}
