using System.Globalization;

namespace NetCompiler.Generators.Tests.Robustness;

/// <summary>Seeded random lists of attributes: always C# that compiles, but not always a network that makes sense.</summary>
/// <param name="seed">The same seed gives the same lists.</param>
/// <param name="isValid">Whether only arguments in range are wanted, in an order that makes sense.</param>
internal sealed class RandomDeclarations(int seed, bool isValid)
{
    private static readonly string[] s_plain =
        ["Identity", "Sigmoid", "Tanh", "Relu", "Selu", "Silu", "Mish", "Softsign", "HardSigmoid", "HardSwish", "Relu6", "LogSigmoid", "Softmax"];

    private readonly Random _random = new(seed);

    /// <summary>A network class.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="blocks">The block classes that it may use.</param>
    public string Network(string name, params string[] blocks)
    {
        List<string> attributes = [.. Enumerable.Range(0, _random.Next(isValid ? 1 : 0, 6)).Select(_ => Layer(blocks))];
        if (_random.Next(5) > 0)
            attributes.Add(Loss());
        if (!isValid && _random.Next(4) == 0)
            attributes.Insert(_random.Next(attributes.Count + 1), Loss());
        string input = _random.Next(3) > 0 ? $"Network(Input = {Size()})" : $"Network, Input({Size()}, {Size()})";
        if (!isValid && _random.Next(10) == 0)
            input = "Network";
        if (_random.Next(4) == 0)
            input = input.Contains('(') && input.StartsWith("Network(", StringComparison.Ordinal) ? input.Replace("Network(", "Network(Precision = Precision.Double, ") : input.Replace("Network", "Network(Precision = Precision.Double)");
        // The last layer before the loss has outputs enough for a loss over classes.
        if (isValid)
            attributes.Insert(attributes.Count - 1, "Dense(3)");
        return $"[{string.Join(", ", attributes.Prepend(input))}] public partial class {name};";
    }

    /// <summary>A block class.</summary>
    public string Block(string name, params string[] blocks) =>
        $"[{string.Join(", ", Enumerable.Range(0, _random.Next(isValid ? 1 : 0, 4)).Select(_ => Layer(blocks)).Prepend("Block"))}] class {name};";

    private string Layer(string[] blocks) => _random.Next(blocks.Length > 0 ? 14 : 12) switch
    {
        < 4 => Dense(),
        4 => $"LeakyRelu({Any()})",
        5 => $"PRelu({Any()}, PerFeature = {Flag()})",
        6 => $"{Pick("Elu", "Celu", "Softplus")}({Positive()})",
        7 => isValid ? "HardTanh(-0.5, 2)" : $"HardTanh({Any()}, {Any()})",
        8 => $"Gelu({(isValid ? "GeluForm.Tanh" : "(GeluForm)" + _random.Next(3))})",
        < 12 => Pick(s_plain),
        12 => $"Use<{Pick(blocks)}>",
        _ => $"Repeat<{Pick(blocks)}>({Size()})",
    };

    private string Dense()
    {
        string text = $"Dense({Size()}";
        if (isValid)
            return text + Pick(")", ", Bias = false)", ", Init = Initializer.Orthogonal, InitScale = 2)", ", Init = Initializer.HeNormal, InitFan = Fan.Out, BiasInit = Initializer.Constant, BiasInitScale = 0.1)");
        foreach (string argument in new[] { $"Bias = {Flag()}", $"Init = (Initializer){_random.Next(-1, 15)}", $"InitScale = {Any()}", $"InitFan = (Fan){_random.Next(3)}", $"BiasInit = (Initializer){_random.Next(15)}", $"BiasInitScale = {Any()}" })
        {
            if (_random.Next(4) == 0)
                text += $", {argument}";
        }

        return text + ")";
    }

    private string Loss() => _random.Next(5) switch
    {
        0 => isValid ? "SoftmaxCrossEntropy(LabelSmoothing = 0.1)" : $"SoftmaxCrossEntropy(LabelSmoothing = {Any()}, Targets = (ClassTargets){_random.Next(3)})",
        1 => "BinaryCrossEntropyWithLogits",
        2 => "MeanAbsoluteError",
        3 => $"Huber({Positive()})",
        _ => "MeanSquaredError",
    };

    private string Size() => (isValid || _random.Next(5) > 0 ? _random.Next(1, 7) : _random.Next(-2, 1)).ToString(CultureInfo.InvariantCulture);

    private string Positive() => isValid ? Pick("0.5", "1", "2.25") : Any();

    private string Any() => isValid
        ? Pick("0.5", "0", "-0.125", "1", "-1")
        : Pick("0", "1", "-1", "0.3", "-2.5e-3", "1e30", "1e300", "1e-300", "5e-324", "double.NaN", "double.PositiveInfinity", "double.NegativeInfinity", "double.MaxValue", "-0.0");

    private string Flag() => Pick("true", "false");

    private string Pick(params string[] choices) => choices[_random.Next(choices.Length)];
}
