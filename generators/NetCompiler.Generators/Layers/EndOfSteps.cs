using NetCompiler.Generators.Graph;
using NetCompiler.Generators.Layers.Recurrent;

namespace NetCompiler.Generators.Layers;

/// <summary>A layer that makes one vector of all steps of a sequence, for messages where the steps are missed.</summary>
/// <param name="Layer">The layer.</param>
internal sealed record EndOfSteps(ExpandedLayer Layer)
{
    /// <summary>The layer and its path.</summary>
    public string Name => $"{Layer.Declaration.Kind} at {Layer.Path}";

    /// <summary>Whether an argument lets the steps go on.</summary>
    public bool IsRecurrent => Layer.Layer is RecurrentLayer;

    /// <summary>The argument that lets the steps go on; null where none does.</summary>
    public Suggestion? Suggestion => IsRecurrent ? new Suggestion(Layer.Declaration, "Returns", "global::NetCompiler.Returns.Sequence") : null;

    /// <summary>What to write.</summary>
    /// <param name="behind">What needs the steps, so that the layer may stand behind it.</param>
    public string Remedy(string behind) => IsRecurrent ? $"write Returns = Returns.Sequence on {Name}" : $"move {Name} behind {behind}";

    /// <summary>Reports layers that make one vector of the steps that a path beside them keeps.</summary>
    /// <param name="context">The layer around them.</param>
    /// <param name="input">Their input.</param>
    /// <param name="output">What they give.</param>
    /// <param name="problem">Why the two do not meet, as part of a sentence.</param>
    /// <returns>Whether that is so.</returns>
    public static bool Report(LoweringContext context, Value input, Value output, string problem)
    {
        if (input.Steps == output.Steps || context.EndOfSteps is not { } end)
            return false;
        context.Report(
            DiagnosticId.SkipMismatch,
            $"{context.Describe}: the layers turn {Shapes.Describe(input)} into {Shapes.Describe(output)}, {problem}; {end.Remedy($"the {context.Kind}")}",
            argument: null,
            end.Suggestion);
        return true;
    }
}
