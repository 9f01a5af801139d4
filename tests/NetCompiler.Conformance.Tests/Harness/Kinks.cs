using NetCompiler.Interpreter;

namespace NetCompiler.Conformance.Tests.Harness;

/// <summary>Where layers and losses are not smooth: a derivative can be measured only away from there,
/// and two ways of rounding agree only away from there.</summary>
internal static class Kinks
{
    /// <summary>How far from a kink examples are kept.</summary>
    public const double Margin = 1e-4;

    /// <summary>Whether an example comes too near to a kink anywhere in the network.</summary>
    /// <param name="definition">The network.</param>
    /// <param name="activations">The output of every layer, for a whole batch.</param>
    /// <param name="input">The batch.</param>
    /// <param name="row">The example.</param>
    public static bool AreNear(NetworkDefinition definition, OrderedDictionary<string, double[]> activations, double[] input, int row)
    {
        double[] values = input;
        string previous = "";
        foreach (LayerDefinition layer in definition.Layers)
        {
            int length = layer.InputShape.Aggregate(1, (product, size) => product * size);
            // Exactly on a kink is where an activation in front saturates, and there nothing moves.
            bool maySaturate = previous is not ("" or "Dense");
            foreach (double kink in Of(layer))
            {
                foreach (double value in values.AsSpan(row * length, length))
                {
                    double distance = Math.Abs(value - kink);
                    if (distance < Margin && !(distance == 0.0 && maySaturate))
                        return true;
                }
            }

            if (layer.Kind == "MaxPool" && HasNearTie(layer, values.AsSpan(row * length, length)))
                return true;
            values = activations[layer.Path];
            if (layer.Kind != "Identity")
                previous = layer.Kind;
        }

        return false;
    }

    /// <summary>Moves targets away from the kinks of a loss of the difference between output and target.</summary>
    public static void MoveAway(LossDefinition loss, double[] output, double[] target)
    {
        double? kink = loss.Kind switch { "MeanAbsoluteError" => 0.0, "Huber" => loss.Options["delta"], _ => null };
        for (int i = 0; kink is not null && i < target.Length; i++)
        {
            if (Math.Abs(Math.Abs(output[i] - target[i]) - kink.Value) < Margin)
                target[i] += 100.0 * Margin;
        }
    }

    /// <summary>Whether two elements of a window come near to each other at its top; two that are equal are so because an activation in front saturates.</summary>
    private static bool HasNearTie(LayerDefinition layer, ReadOnlySpan<double> values)
    {
        (int channels, int height, int width) = (layer.InputShape[0], layer.InputShape.Length == 3 ? layer.InputShape[1] : 1, layer.InputShape[^1]);
        int rows = layer.OutputShape.Length == 3 ? layer.OutputShape[1] : 1, columns = layer.OutputShape[^1];
        int Option(string name) => (int)layer.Options[name];
        for (int i = 0; i < channels * rows * columns; i++)
        {
            int top = (i / columns % rows * Option("strideHeight")) - Option("paddingTop"), left = (i % columns * Option("strideWidth")) - Option("paddingLeft");
            double greatest = double.NegativeInfinity, second = double.NegativeInfinity;
            for (int y = Math.Max(top, 0); y < Math.Min(top + Option("kernelHeight"), height); y++)
            {
                for (int x = Math.Max(left, 0); x < Math.Min(left + Option("kernelWidth"), width); x++)
                {
                    double value = values[(((i / (rows * columns) * height) + y) * width) + x];
                    (greatest, second) = value > greatest ? (value, greatest) : (greatest, Math.Max(second, value));
                }
            }

            if (greatest - second is > 0.0 and < Margin)
                return true;
        }

        return false;
    }

    private static double[] Of(LayerDefinition layer) => layer.Kind switch
    {
        "Relu" or "LeakyRelu" or "PRelu" or "Elu" or "Celu" or "Selu" or "Softsign" => [0.0],
        "HardSigmoid" or "HardSwish" => [-3.0, 3.0],
        "HardTanh" => [layer.Options["min"], layer.Options["max"]],
        "Relu6" => [0.0, 6.0],
        _ => [],
    };
}
