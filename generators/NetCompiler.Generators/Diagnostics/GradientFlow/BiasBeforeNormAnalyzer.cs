using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NetCompiler.Generators.Diagnostics.GradientFlow;

/// <summary>NC2008: a bias has no effect.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BiasBeforeNormAnalyzer : FlowAnalyzer
{
    /// <summary>Reports NC2008.</summary>
    public BiasBeforeNormAnalyzer()
        : base(DiagnosticId.BiasBeforeNorm)
    {
    }
}
