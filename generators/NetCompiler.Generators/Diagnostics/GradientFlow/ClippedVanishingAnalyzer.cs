using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using NetCompiler.Generators.Analysis.GradientFlow;
using NetCompiler.Generators.Analysis.GradientFlow.Findings;

namespace NetCompiler.Generators.Diagnostics.GradientFlow;

/// <summary>NC2010: clipping does not help a gradient that vanishes.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ClippedVanishingAnalyzer : FlowAnalyzer
{
    /// <summary>Reports NC2010.</summary>
    public ClippedVanishingAnalyzer()
        : base(DiagnosticId.ClippedVanishing)
    {
    }

    private protected override FlowFinding? Find(NetworkFlow flow, FlowThresholds thresholds) => ClippedVanishing.Find(flow, thresholds);
}
