using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NetCompiler.Generators.Diagnostics.GradientFlow;

/// <summary>NC2007: a loss of differences behind a sigmoid.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SquaredErrorOfSigmoidAnalyzer : FlowAnalyzer
{
    /// <summary>Reports NC2007.</summary>
    public SquaredErrorOfSigmoidAnalyzer()
        : base(DiagnosticId.SquaredErrorOfSigmoid)
    {
    }
}
