using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NetCompiler.Generators.Diagnostics.GradientFlow;

/// <summary>NC2003: an initialiser does not suit its activation.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InitialiserMismatchAnalyzer : FlowAnalyzer
{
    /// <summary>Reports NC2003.</summary>
    public InitialiserMismatchAnalyzer()
        : base(DiagnosticId.InitialiserMismatch)
    {
    }
}
