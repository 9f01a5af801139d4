using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NetCompiler.Generators.Diagnostics.GradientFlow;

/// <summary>NC2005: batch normalization explodes in depth.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NormalizedDepthAnalyzer : FlowAnalyzer
{
    /// <summary>Reports NC2005.</summary>
    public NormalizedDepthAnalyzer()
        : base(DiagnosticId.NormalizedDepth)
    {
    }
}
