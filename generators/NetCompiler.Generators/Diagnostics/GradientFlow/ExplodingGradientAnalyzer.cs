using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NetCompiler.Generators.Diagnostics.GradientFlow;

/// <summary>NC2002: the gradient explodes.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ExplodingGradientAnalyzer : FlowAnalyzer
{
    /// <summary>Reports NC2002.</summary>
    public ExplodingGradientAnalyzer()
        : base(DiagnosticId.ExplodingGradient)
    {
    }
}
