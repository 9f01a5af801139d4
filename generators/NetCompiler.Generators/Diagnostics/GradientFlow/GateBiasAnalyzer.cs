using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NetCompiler.Generators.Diagnostics.GradientFlow;

/// <summary>NC2013: a gate keeps too little for the span.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GateBiasAnalyzer : FlowAnalyzer
{
    /// <summary>Reports NC2013.</summary>
    public GateBiasAnalyzer()
        : base(DiagnosticId.GateBias)
    {
    }
}
