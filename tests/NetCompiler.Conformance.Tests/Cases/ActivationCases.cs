using NetCompiler.Conformance.Tests.Harness;

namespace NetCompiler.Conformance.Tests.Cases;

/// <summary>Every activation with all its options.</summary>
internal static class ActivationCases
{
    /// <summary>A name for each, and the attribute.</summary>
    public static IReadOnlyList<(string Name, string Attribute)> All { get; } =
    [
        ("Identity", "Identity"),
        ("Sigmoid", "Sigmoid"),
        ("Tanh", "Tanh"),
        ("Relu", "Relu"),
        ("LeakyRelu", "LeakyRelu"),
        ("LeakyReluSteep", "LeakyRelu(0.3)"),
        ("LeakyReluNegative", "LeakyRelu(-0.5)"),
        ("PRelu", "PRelu"),
        ("PReluSteep", "PRelu(1.5)"),
        ("PReluPerFeature", "PRelu(0.1, PerFeature = true)"),
        ("Elu", "Elu"),
        ("EluScaled", "Elu(1.7)"),
        ("Celu", "Celu"),
        ("CeluScaled", "Celu(0.6)"),
        ("Selu", "Selu"),
        ("GeluExact", "Gelu"),
        ("GeluTanh", "Gelu(GeluForm.Tanh)"),
        ("Silu", "Silu"),
        ("Mish", "Mish"),
        ("Softplus", "Softplus"),
        ("SoftplusSharp", "Softplus(2.5)"),
        ("Softsign", "Softsign"),
        ("HardSigmoid", "HardSigmoid"),
        ("HardTanh", "HardTanh"),
        ("HardTanhWide", "HardTanh(-0.4, 2.5)"),
        ("HardSwish", "HardSwish"),
        ("Relu6", "Relu6"),
        ("LogSigmoid", "LogSigmoid"),
        ("Softmax", "Softmax"),
    ];

    /// <summary>On its own in front of the first product, fused into a product in the middle, and between product and loss; over a width that fills vectors and leaves a tail.
    /// Both products have one shape, and so one kernel, because compiling takes longer than checking.</summary>
    public static IEnumerable<Declaration> Trained => All.Select(activation => new Declaration(
        $"Activation{activation.Name}",
        "21",
        $"{activation.Attribute}, Dense(21), {activation.Attribute}, Dense(21), {activation.Attribute}"));

    /// <summary>Only the activation, over a width that fills vectors and leaves a tail.</summary>
    public static IEnumerable<Declaration> Alone => All.Select(activation => new Declaration(
        $"Alone{activation.Name}", "37", activation.Attribute, Loss: null));
}
