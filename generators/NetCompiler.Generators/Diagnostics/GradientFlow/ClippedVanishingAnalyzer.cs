using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NetCompiler.Generators.Diagnostics.GradientFlow;

/// <summary>NC2010: clipping does not help a gradient that vanishes.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ClippedVanishingAnalyzer : FlowAnalyzer
{
    /// <summary>Reports NC2010.</summary>
    public ClippedVanishingAnalyzer()
        : base(DiagnosticId.ClippedVanishing)
    {
    }
}
