using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NetCompiler.Generators.Diagnostics.GradientFlow;

/// <summary>NC2001: the gradient vanishes.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class VanishingGradientAnalyzer : FlowAnalyzer
{
    /// <summary>Reports NC2001.</summary>
    public VanishingGradientAnalyzer()
        : base(DiagnosticId.VanishingGradient)
    {
    }
}
