using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using NetCompiler.Generators.Analysis.GradientFlow;
using NetCompiler.Generators.Analysis.GradientFlow.Findings;

namespace NetCompiler.Generators.Diagnostics.GradientFlow;

/// <summary>NC2008: a bias has no effect.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BiasBeforeNormAnalyzer : FlowAnalyzer
{
    /// <summary>Reports NC2008.</summary>
    public BiasBeforeNormAnalyzer()
        : base(DiagnosticId.BiasBeforeNorm)
    {
    }

    private protected override FlowFinding? Find(NetworkFlow flow, FlowThresholds thresholds) => BiasBeforeNorm.Find(flow, thresholds);
}
