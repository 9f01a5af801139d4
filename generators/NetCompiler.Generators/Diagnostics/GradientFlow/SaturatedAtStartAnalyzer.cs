using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NetCompiler.Generators.Diagnostics.GradientFlow;

/// <summary>NC2004: an activation is saturated at the start.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SaturatedAtStartAnalyzer : FlowAnalyzer
{
    /// <summary>Reports NC2004.</summary>
    public SaturatedAtStartAnalyzer()
        : base(DiagnosticId.SaturatedAtStart)
    {
    }
}
