using System.Collections.Immutable;

namespace NetCompiler;

/// <summary>How the gradient of a network fares.</summary>
public enum GradientFlowState
{
    /// <summary>It reaches every layer at a length that can be learned from.</summary>
    Healthy,

    /// <summary>Where it arrives, hardly anything of it is left.</summary>
    Vanishing,

    /// <summary>On its way back it grows by orders of magnitude.</summary>
    Exploding,

    /// <summary>The units of a rectifier are 0 whatever the input, and pass nothing on.</summary>
    Dead,

    /// <summary>Most outputs of an activation are where it is flat.</summary>
    Saturated,

    /// <summary>A loss, an output or a gradient is infinite or NaN.</summary>
    NotFinite,
}

/// <summary>Something that is wrong with the gradient: where, since when, why, and what to do.</summary>
/// <param name="State">What is wrong.</param>
/// <param name="Layer">The path of the layer where it shows most; null when it cannot be told.</param>
/// <param name="Since">The first measured step from which on it was so.</param>
/// <param name="Cause">What it comes from, with the numbers that were measured.</param>
/// <param name="Remedy">What to change.</param>
/// <param name="Diagnostics">The compiler's warnings on the same matter, such as <c>NC2001</c>; their pages explain it.</param>
public sealed record GradientFlowFinding(GradientFlowState State, string? Layer, long Since, string Cause, string Remedy, ImmutableArray<string> Diagnostics);
