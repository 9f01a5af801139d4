using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using NetCompiler.Generators.Analysis.GradientFlow;
using NetCompiler.Generators.Analysis.GradientFlow.Findings;

namespace NetCompiler.Generators.Diagnostics.GradientFlow;

/// <summary>NC2005: batch normalization explodes in depth.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NormalizedDepthAnalyzer : FlowAnalyzer
{
    /// <summary>Reports NC2005.</summary>
    public NormalizedDepthAnalyzer()
        : base(DiagnosticId.NormalizedDepth)
    {
    }

    private protected override FlowFinding? Find(NetworkFlow flow, FlowThresholds thresholds) => NormalizedDepth.Find(flow, thresholds);
}
