using System.Collections.Immutable;

namespace NetCompiler.Benchmarks.Workloads;

/// <summary>A workload as the definition that the interpreter runs, which so inherits no mistake of the generator.</summary>
public static class WorkloadDefinition
{
    public static NetworkDefinition Of(Workload workload)
    {
        var layers = ImmutableArray.CreateBuilder<LayerDefinition>();
        int offset = 0;
        for (int layer = 0; layer < workload.Widths.Length - 1; layer++)
        {
            ImmutableArray<int> inputs = [workload.Widths[layer]], outputs = [workload.Widths[layer + 1]];
            layers.Add(new LayerDefinition($"layers.{layers.Count}", "Dense", inputs, outputs)
            {
                Parameters =
                [
                    NextParameter("weight", ParameterRole.Weight, [.. inputs, .. outputs]),
                    NextParameter("bias", ParameterRole.Bias, outputs),
                ],
            });
            if (workload.IsActivated(layer))
                layers.Add(new LayerDefinition($"layers.{layers.Count}", workload.Activation.ToString(), outputs, outputs));
        }

        return new NetworkDefinition
        {
            Name = workload.Key,
            Precision = Precision.Float,
            InputShape = [workload.InputLength],
            Layers = layers.ToImmutable(),
            Loss = workload.Loss switch
            {
                Loss.None => null,
                Loss.CrossEntropy => new LossDefinition("SoftmaxCrossEntropy", 1),
                _ => new LossDefinition("MeanSquaredError", workload.OutputLength),
            },
            ParameterVectorLength = offset,
        };

        ParameterInfo NextParameter(string name, ParameterRole role, ImmutableArray<int> shape)
        {
            var parameter = new ParameterInfo($"layers.{layers.Count}.{name}", offset, shape, role, NetCompiler.Initializer.Zeros);
            offset += parameter.Length;
            return parameter;
        }
    }
}
