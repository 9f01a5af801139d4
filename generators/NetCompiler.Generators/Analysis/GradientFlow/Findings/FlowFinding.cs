using NetCompiler.Generators.Layers;

namespace NetCompiler.Generators.Analysis.GradientFlow.Findings;

/// <summary>What a finding is shown at.</summary>
internal enum FlowPlace
{
    /// <summary>The attribute of the layer itself, which may stand on a block.</summary>
    Layer,

    /// <summary>The attribute in the network's own list that brings the layer in.</summary>
    OwnList,

    /// <summary>The loss.</summary>
    Loss,

    /// <summary>The clipping.</summary>
    Clipping,
}

/// <summary>Something about the gradient that is worth a warning.</summary>
/// <param name="Message">What is predicted, with numbers, why, and what to write.</param>
/// <param name="Place">What it is shown at.</param>
/// <param name="Layer">The layer in question.</param>
/// <param name="Argument">The argument there, or null.</param>
internal sealed record FlowFinding(string Message, FlowPlace Place, PlacedLayer? Layer = null, string? Argument = null)
{
    /// <summary>How serious it is.</summary>
    public FlowGrade Grade { get; init; } = FlowGrade.Warning;
}
