using System.Globalization;
using NetCompiler.Conformance.Tests.Harness;

namespace NetCompiler.Conformance.Tests.Cases;

/// <summary>Networks of random layers, the same on every run; half of them in float, half in double.</summary>
internal static class RandomCases
{
    private const int Count = 16;

    /// <summary>Losses, with their options.</summary>
    public static readonly string[] Losses =
    [
        "SoftmaxCrossEntropy", "SoftmaxCrossEntropy(LabelSmoothing = 0.1)", "SoftmaxCrossEntropy(Targets = ClassTargets.Probabilities)",
        "BinaryCrossEntropyWithLogits", "MeanSquaredError", "MeanAbsoluteError", "Huber(0.7)",
    ];

    private static readonly string[] s_blocks = ["Use<Blocks.Hidden>", "Repeat<Blocks.Hidden>(2)", "Use<Blocks.Bend>", "Use<Blocks.Nested>"];

    public static IEnumerable<Declaration> All => Enumerable.Range(0, Count).Select(Create);

    private static Declaration Create(int index)
    {
        var random = new Draws(index);
        string input = random.Chance(0.2) ? $"{random.Between(1, 3)}, {random.Between(1, 4)}, {random.Between(2, 5)}" : $"{random.Between(1, 24)}";
        List<string> layers = [];
        // One hidden width and two activations, so that layers share kernels and the whole compiles in reasonable time.
        int width = random.Between(1, random.Chance(0.75) ? 8 : 40);
        string[] activations = [Activation(random), Activation(random)];
        int depth = random.Between(1, 6);
        for (int i = 0; i < depth; i++)
            AddLayers(layers, random, width, activations);
        layers.Add($"Dense({random.Between(2, 12)})");
        if (random.Chance(0.2))
            layers.Add(random.Of<string>(activations));
        return new Declaration($"Random{index}", input, string.Join(", ", layers), random.Of<string>(Losses))
        {
            Precisions = [index % 2 == 0 ? Precision.Double : Precision.Float],
            Batches = [random.Between(1, 3), random.Between(4, 40)],
        };
    }

    private static void AddLayers(List<string> layers, Draws random, int width, string[] activations)
    {
        if (random.Chance(0.1))
            layers.Add(random.Of<string>(s_blocks));
        if (random.Chance(0.85))
            layers.Add($"Dense({width}{(random.Chance(0.2) ? ", Bias = false" : "")})");
        for (int i = random.Of<int>([0, 1, 1, 1, 1, 2, 3]); i > 0; i--)
            layers.Add(random.Of<string>(activations));
    }

    /// <summary>Any activation, with any parameter.</summary>
    public static string Activation(Draws random)
    {
        if (random.Chance(0.7))
            return random.Of(ActivationCases.All).Attribute;
        string number = random.Number(0.2, 2.0).ToString("F3", CultureInfo.InvariantCulture);
        string kind = random.Of<string>(["LeakyRelu", "PRelu", "Elu", "Celu", "Softplus", "HardTanh"]);
        return kind == "HardTanh" ? $"HardTanh(-{number}, {number})" : $"{kind}({number})";
    }
}
