namespace NetCompiler.Benchmarks.Workloads;

/// <summary>The numbers that every engine gets for one workload: inputs, targets and first weights, the same in each run.</summary>
/// <remarks>Values do not change the work, so noise serves. The weights keep the variance through the layers, so that
/// neither end of a deep network works on subnormal numbers, which are slower.</remarks>
public sealed class WorkloadData
{
    private readonly Random _random = new(1);

    public WorkloadData(Workload workload)
    {
        Inputs = Fill(workload.Batch * workload.InputLength, 1);
        Targets = workload.Loss == Loss.CrossEntropy
            ? [.. Enumerable.Range(0, workload.Batch).Select(_ => (float)_random.Next(workload.OutputLength))]
            : Fill(workload.Batch * workload.TargetLength, 0.5);
        double gain = workload.Activation == Activation.Relu ? 2 : 1;
        Weights = [.. workload.Widths.Zip(workload.Widths.Skip(1), (rows, columns) => Fill(rows * columns, Math.Sqrt(gain / rows)))];
        Biases = [.. workload.Widths.Skip(1).Select(width => Fill(width, 0.1))];
    }

    /// <summary>Inputs, [batch, input].</summary>
    public float[] Inputs { get; }

    /// <summary>Targets, [batch, output], or one class index per example.</summary>
    public float[] Targets { get; }

    /// <summary>One matrix per dense layer, [in, out].</summary>
    public float[][] Weights { get; }

    public float[][] Biases { get; }

    /// <summary>Writes the first weights into the flat vector of a network, which holds the layers in the same order.</summary>
    public void CopyParameters(NetworkDefinition definition, Span<float> parameters)
    {
        int layer = 0;
        foreach (ParameterInfo parameter in definition.Parameters)
        {
            float[] values = parameter.Role == ParameterRole.Weight ? Weights[layer] : Biases[layer++];
            if (values.Length != parameter.Length)
                throw new ArgumentException($"{definition.Name}: {parameter.Name} holds {parameter.Length} elements, not {values.Length}.");
            values.CopyTo(parameters[parameter.Offset..]);
        }
    }

    // Irwin–Hall: the sum of three uniform numbers is close enough to a normal one, and three variances of 1/12 make 1/4.
    private float[] Fill(int length, double deviation) =>
        [.. Enumerable.Range(0, length).Select(_ => (float)(2 * deviation * ThreeUniforms()))];

    private double ThreeUniforms() => _random.NextDouble() + _random.NextDouble() + _random.NextDouble() - 1.5;
}
