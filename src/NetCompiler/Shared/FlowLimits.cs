using System;

namespace NetCompiler;

/// <summary>From where on a gradient counts as vanished or exploded, whether it was predicted or measured, and the gate that keeps it. The compiler uses this file as well. Of 111 networks
/// trained with two optimizers the limits separate those that failed from those that learned.</summary>
internal static class FlowLimits
{
    /// <summary>The decimal logarithm of an error signal, relative to the output, that counts as vanished.</summary>
    public const double Vanished = -3.5;

    /// <summary>The decimal logarithm of an error signal, relative to the output, that counts as exploded.</summary>
    public const double Exploded = 2.5;

    /// <summary>The decimal logarithm of the gradient at the first step of a sequence, relative to the last, that counts as vanished: shorter spans may be all that a task needs.</summary>
    public const double VanishedInTime = -4.5;

    /// <summary>The argument that the gate of a recurrent layer begins with; null for a layer that has none.</summary>
    public static string? GateArgument(string kind) => kind switch
    {
        "Lstm" => "ForgetBias",
        "Gru" => "UpdateBias",
        _ => null,
    };

    /// <summary>The bias of a gate that is to keep a hundredth over so many steps: σ(b)ᵀ = 1/100, to one decimal.</summary>
    public static double GateBias(int steps) => Math.Max(Math.Ceiling(-10 * Math.Log(Math.Pow(10, 2.0 / steps) - 1)) / 10, 0);
}
