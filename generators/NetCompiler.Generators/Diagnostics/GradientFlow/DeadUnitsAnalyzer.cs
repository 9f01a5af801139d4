using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

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
}
