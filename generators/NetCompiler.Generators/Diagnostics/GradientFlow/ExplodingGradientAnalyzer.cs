using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using NetCompiler.Generators.Analysis.GradientFlow;
using NetCompiler.Generators.Analysis.GradientFlow.Findings;

namespace NetCompiler.Generators.Diagnostics.GradientFlow;

/// <summary>NC2002: the gradient explodes.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ExplodingGradientAnalyzer : FlowAnalyzer
{
    /// <summary>Reports NC2002.</summary>
    public ExplodingGradientAnalyzer()
        : base(DiagnosticId.ExplodingGradient)
    {
    }

    private protected override FlowFinding? Find(NetworkFlow flow, FlowThresholds thresholds) => Exploding.Find(flow, thresholds);
}
