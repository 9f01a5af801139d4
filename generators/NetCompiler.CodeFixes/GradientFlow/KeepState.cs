using System.Collections.Immutable;
using System.Globalization;
using NetCompiler.Generators;
using NetCompiler.Generators.Analysis.GradientFlow.Findings;
using NetCompiler.Generators.Diagnostics.GradientFlow;
using NetCompiler.Generators.Layers;

namespace NetCompiler.CodeFixes.GradientFlow;

/// <summary>Starts the gates of recurrent layers so that they keep their state over all steps.</summary>
internal sealed class KeepState : RemedyKind
{
    /// <inheritdoc/>
    public override ImmutableArray<string> Ids { get; } = [DiagnosticId.GateBias];

    /// <inheritdoc/>
    public override IEnumerable<Remedy> For(AnalyzedNetwork network)
    {
        PlacedLayer[] gated = [.. network.Written(layer => FlowLimits.GateArgument(layer.Kind) is not null)];
        if (gated.Length == 0)
            yield break;
        string bias = Bias(network);
        string names = string.Join(" and ", gated.Select(layer => FlowLimits.GateArgument(layer.Kind)).Distinct());
        yield return new Remedy($"Start with {names} = {bias}", nameof(KeepState),
            [.. gated.Select(layer => AttributeEdit.Replace(network.Attribute(layer)!, attribute => attribute.WithArgument(FlowLimits.GateArgument(layer.Kind)!, AttributeArguments.Value(bias))))]);
    }

    /// <summary>The bias for the longest sequences of a network.</summary>
    public static string Bias(AnalyzedNetwork network) =>
        FlowLimits.GateBias(network.Flow.Layers.Max(layer => layer.Span?.Steps ?? 1)).ToString("R", CultureInfo.InvariantCulture);
}
