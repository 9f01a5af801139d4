using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using NetCompiler.Generators.Analysis.GradientFlow;
using NetCompiler.Generators.Analysis.GradientFlow.Findings;

namespace NetCompiler.Generators.Diagnostics.GradientFlow;

/// <summary>NC2003: an initialiser does not suit its activation.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InitialiserMismatchAnalyzer : FlowAnalyzer
{
    /// <summary>Reports NC2003.</summary>
    public InitialiserMismatchAnalyzer()
        : base(DiagnosticId.InitialiserMismatch)
    {
    }

    private protected override FlowFinding? Find(NetworkFlow flow, FlowThresholds thresholds) => InitialiserMismatch.Find(flow, thresholds);
}
