using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NetCompiler.Generators.Diagnostics.GradientFlow;

/// <summary>NC2012: a recurrent layer without gates spans too many steps.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UngatedSpanAnalyzer : FlowAnalyzer
{
    /// <summary>Reports NC2012.</summary>
    public UngatedSpanAnalyzer()
        : base(DiagnosticId.UngatedSpan)
    {
    }
}
