using NetCompiler.Interpreter;

namespace NetCompiler.Conformance.Tests.Harness;

/// <summary>Random inputs and targets for a network.</summary>
internal static class Examples
{
    /// <summary>Makes examples that stay away from kinks. All numbers are exact in float.</summary>
    public static (double[] Input, double[] Target) Create(InterpretedNetwork<double> network, int count, ulong seed)
    {
        double[] input = Inputs(network, count, seed);
        if (network.Definition.Loss is not { } loss)
            return (input, []);
        double[] target = Targets(network.Definition, loss, count, seed);
        Kinks.MoveAway(loss, network.Predict(input), target);
        return (input, target);
    }

    private static double[] Inputs(InterpretedNetwork<double> network, int count, ulong seed)
    {
        int length = network.Definition.InputLength;
        double[] input = Draw(network.Definition, count * length, seed, "input");
        int[] left = [.. Enumerable.Range(0, count)];
        for (int round = 1; ; round++)
        {
            // Only the examples that were drawn again are looked at again.
            double[] drawn = [.. left.SelectMany(row => input[(row * length)..((row + 1) * length)])];
            var activations = network.Activations(drawn);
            left = [.. left.Where((_, row) => Kinks.AreNear(network.Definition, activations, drawn, row))];
            if (left.Length == 0)
                return input;
            Assert.True(round < 100, $"{network.Definition.Name}: no examples away from the kinks.");
            foreach (int row in left)
                Draw(network.Definition, length, seed, $"input {row} {round}").CopyTo(input, row * length);
        }
    }

    /// <summary>Normal numbers; ids for a network that reads those.</summary>
    private static double[] Draw(NetworkDefinition definition, int count, ulong seed, string purpose)
    {
        int[] vocabularies = [.. definition.AllLayers.Where(layer => layer.Kind == "Embedding").Select(layer => layer.Parameters[0].Shape[0])];
        if (vocabularies.Length == 0)
            return Elements.Normal(count, seed, purpose);
        var random = new Philox(seed, Philox.StreamOf(purpose));
        return [.. Enumerable.Range(0, count).Select(i => Math.Floor(random.Uniform((ulong)i) * vocabularies.Min()))];
    }

    private static int Classes(NetworkDefinition definition, LossDefinition loss) => loss.IsPerStep ? definition.OutputShape[^1] : definition.OutputLength;

    private static double[] Targets(NetworkDefinition definition, LossDefinition loss, int count, ulong seed)
    {
        int length = loss.TargetLength;
        var random = new Philox(seed, Philox.StreamOf("target"));
        double[] uniform = [.. Enumerable.Range(0, count * length).Select(i => random.Uniform((ulong)i))];
        switch (loss.Kind)
        {
            case "SoftmaxCrossEntropy" when loss.Options["probabilities"] == 0.0:
                // Some are ignored, if any may be.
                double[] indices = [.. uniform.Select(value => Math.Floor(value * Classes(definition, loss)))];
                return loss.Options.TryGetValue("ignoreIndex", out double ignored) ? [.. indices.Select((index, i) => i % 3 == 1 ? ignored : index)] : indices;
            case "SoftmaxCrossEntropy":
                return [.. uniform.Chunk(Classes(definition, loss)).SelectMany(row => row.Select(value => (double)(float)(value / row.Sum())))];
            case "BinaryCrossEntropyWithLogits":
                // Certain for some, uncertain for others.
                return [.. uniform.Select(value => (double)(float)Math.Clamp((2.0 * value) - 0.5, 0.0, 1.0))];
            default:
                return Elements.Normal(count * length, seed, "target", 1.5);
        }
    }
}
