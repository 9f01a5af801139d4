using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using NetCompiler.Generators.Analysis.GradientFlow;
using NetCompiler.Generators.Analysis.GradientFlow.Findings;

namespace NetCompiler.Generators.Diagnostics.GradientFlow;

/// <summary>NC2011: rectifiers start dead.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeadUnitsAnalyzer : FlowAnalyzer
{
    /// <summary>Reports NC2011.</summary>
    public DeadUnitsAnalyzer()
        : base(DiagnosticId.DeadUnits)
    {
    }

    private protected override FlowFinding? Find(NetworkFlow flow, FlowThresholds thresholds) => DeadUnits.Find(flow, thresholds);
}
