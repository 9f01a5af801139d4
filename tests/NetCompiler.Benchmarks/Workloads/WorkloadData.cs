namespace NetCompiler.Benchmarks.Workloads;

/// <summary>The numbers that every engine gets for one workload: inputs, targets and first parameters, the same in each run.</summary>
/// <remarks>Values do not change the work, so noise serves.</remarks>
public sealed class WorkloadData
{
    private readonly Random _random = new(1);

    public WorkloadData(Workload workload)
    {
        INetwork<float> network = workload.Create(1);
        Definition = network.Definition;
        Inputs = Fill(workload.Batch * network.InputLength, 1);
        Targets = Definition.Loss switch
        {
            null => [],
            { Kind: "SoftmaxCrossEntropy" } => [.. Enumerable.Range(0, workload.Batch).Select(_ => (float)_random.Next(network.OutputLength))],
            { TargetLength: var length } => Fill(workload.Batch * length, 0.5),
        };
        Parameters = network.Parameters.ToArray();
        // Biases of zero would hide an engine that forgets them.
        foreach (ParameterInfo bias in Definition.Parameters.Where(parameter => parameter.Role == ParameterRole.Bias))
        {
            foreach (ref float value in Parameters.AsSpan(bias.Offset, bias.Length))
                value += Fill(1, 0.1)[0];
        }
    }

    private WorkloadData(WorkloadData original)
    {
        (Definition, Targets, Parameters) = (original.Definition, original.Targets, original.Parameters);
        Inputs = [.. original.Inputs.Select((input, i) => i % 2 == 0 ? MathF.BitIncrement(input) : MathF.BitDecrement(input))];
    }

    /// <summary>What all engines run.</summary>
    public NetworkDefinition Definition { get; }

    /// <summary>Inputs, [batch, input].</summary>
    public float[] Inputs { get; }

    /// <summary>Targets, [batch, output], or one class index per example.</summary>
    public float[] Targets { get; }

    /// <summary>The first parameters, laid out as the definition says.</summary>
    public float[] Parameters { get; }

    /// <summary>The same with every input rounded the other way: the nearest number above or below it.</summary>
    public WorkloadData Perturbed() => new(this);

    // Irwin–Hall: the sum of three uniform numbers is close enough to a normal one, and three variances of 1/12 make 1/4.
    private float[] Fill(int length, double deviation) =>
        [.. Enumerable.Range(0, length).Select(_ => (float)(2 * deviation * ThreeUniforms()))];

    private double ThreeUniforms() => _random.NextDouble() + _random.NextDouble() + _random.NextDouble() - 1.5;
}
