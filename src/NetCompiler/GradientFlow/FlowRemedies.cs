using System.Collections.Immutable;
using System.Globalization;

namespace NetCompiler;

/// <summary>What a kind of layer does to the gradient, and what helps against it.</summary>
internal static class FlowRemedies
{
    /// <summary>Activations whose mean is far from 0, so that signal is lost on every layer, whatever the weights.</summary>
    private static bool IsOneSided(string kind) => kind is "Sigmoid" or "HardSigmoid" or "Softplus" or "LogSigmoid" or "Softmax";

    /// <summary>What all layers of a kind do, such as <c>30 × Sigmoid, each a factor of 0.12</c>.</summary>
    public static string Describe(LayerDefinition layer, int count, double log10)
    {
        string weights = layer.Parameters.FirstOrDefault(parameter => parameter.Role == ParameterRole.Weight) is { } weight ? $" with {weight.Initializer} weights" : "";
        return $"{count.ToString(CultureInfo.InvariantCulture)} × {layer.Kind}{weights}, each a factor of {FactorText.Of(log10 / count)}";
    }

    public static (string Remedy, ImmutableArray<string> Ids) OfVanishing(LayerDefinition layer, FlowPath path) => layer.Kind switch
    {
        _ when IsOneSided(layer.Kind) && path.Layers.Any(other => other.Kind is "LayerNorm" or "RmsNorm") =>
            ("put the normalization behind the activation, or BatchNorm in its place; or use Relu or Tanh", ["NC2006", "NC2001"]),
        _ when IsOneSided(layer.Kind) => ("use Relu or Tanh, BatchNorm in front of the activation, or residual blocks", ["NC2001"]),
        "Highway" => ("start the gates with a lower GateBias, so that more of the input passes", ["NC2001"]),
        "Relu" or "Relu6" or "LeakyRelu" or "PRelu" or "Gelu" or "Silu" or "Mish" or "HardSwish" =>
            ("start with Initializer.HeNormal, which makes up for what a rectifier takes; or use BatchNorm or residual blocks", ["NC2003", "NC2001"]),
        _ when layer.Parameters.Any(parameter => parameter.Role == ParameterRole.Weight) =>
            ("leave the initialiser to the activation behind, or put BatchNorm between", ["NC2003", "NC2001"]),
        _ => ("use BatchNorm in front of the activation, a smaller learning rate if it is saturated, or residual blocks", ["NC2001"]),
    };

    public static (string Remedy, ImmutableArray<string> Ids) OfVanishingInTime(string kind, int steps) => FlowLimits.GateArgument(kind) is { } argument
        ? (FormattableString.Invariant($"start with {argument} = {FlowLimits.GateBias(steps)} if the task spans {steps} steps"), ["NC2013"])
        : (FormattableString.Invariant($"use Lstm or Gru with a gate bias of {FlowLimits.GateBias(steps)} if the task spans {steps} steps, or orthogonal recurrent weights"), ["NC2012"]);

    /// <param name="layer">The first layer of the kind.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="isClipped">Whether steps were clipped already.</param>
    public static (string Remedy, ImmutableArray<string> Ids) OfExploding(LayerDefinition layer, int count, bool isClipped) => layer.Kind switch
    {
        "BatchNorm" => ("put the layers into residual blocks, which batch normalization needs in depth", ["NC2005"]),
        "Residual" => (Either(isClipped, FormattableString.Invariant($"write BranchScale = {1 / Math.Sqrt(count):G2} (1/√{count}) or ReZero = true on the blocks"), "begin them with BatchNorm"), ["NC2002"]),
        _ when layer.Parameters.Any(parameter => parameter.Role == ParameterRole.Weight) =>
            (Either(isClipped, "leave the initialiser to the activation behind", "use a smaller learning rate"), ["NC2003", "NC2002"]),
        _ => (Either(isClipped, "use another activation or smaller weights"), ["NC2002"]),
    };

    /// <summary>Remedies of which any may do, and clipping for what is not clipped.</summary>
    public static string Either(bool isClipped, params string[] remedies)
    {
        string[] all = isClipped ? remedies : [.. remedies, "clip with [ClipByGlobalNorm(1)]"];
        return all.Length == 1 ? all[0] : $"{string.Join(", ", all[..^1])}, or {all[^1]}";
    }
}
