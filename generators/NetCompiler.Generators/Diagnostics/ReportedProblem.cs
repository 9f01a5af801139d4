using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using NetCompiler.Generators.Reading;

namespace NetCompiler.Generators.Diagnostics;

/// <summary>A problem that the generator reports itself; unlike one with a location it is compared by value and keeps no syntax alive.</summary>
internal sealed record ReportedProblem(string Id, string Message, string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static ReportedProblem Of(DeclarationProblem problem)
    {
        FileLinePositionSpan place = problem.Location.GetLineSpan();
        return new(problem.Id, problem.Message, place.Path, problem.Location.SourceSpan, place.Span);
    }

    public Diagnostic ToDiagnostic() => Diagnostic.Create(DeclarationDescriptors.Get(Id), Location.Create(Path, Span, Lines), Message);
}
