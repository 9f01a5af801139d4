using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NetCompiler.Generators.Diagnostics.GradientFlow;

/// <summary>NC2006: a normalization in front of a sigmoid does not help.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NormBeforeSigmoidAnalyzer : FlowAnalyzer
{
    /// <summary>Reports NC2006.</summary>
    public NormBeforeSigmoidAnalyzer()
        : base(DiagnosticId.NormBeforeSigmoid)
    {
    }
}
