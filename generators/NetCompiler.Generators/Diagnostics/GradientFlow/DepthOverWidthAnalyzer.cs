using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NetCompiler.Generators.Diagnostics.GradientFlow;

/// <summary>NC2009: the network is too deep for its width.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DepthOverWidthAnalyzer : FlowAnalyzer
{
    /// <summary>Reports NC2009.</summary>
    public DepthOverWidthAnalyzer()
        : base(DiagnosticId.DepthOverWidth)
    {
    }
}
