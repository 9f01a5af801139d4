using System.Collections.Immutable;
using NetCompiler.Generators.Diagnostics.GradientFlow;

namespace NetCompiler.CodeFixes.GradientFlow;

/// <summary>A change of a network that may cure what a warning is about.</summary>
/// <param name="Title">What it does, such as <c>Replace Sigmoid with Relu + He</c>.</param>
/// <param name="Key">The same for all networks, for fixing all of them.</param>
/// <param name="Edits">What changes.</param>
internal sealed record Remedy(string Title, string Key, ImmutableArray<AttributeEdit> Edits);

/// <summary>A kind of remedy.</summary>
internal abstract class RemedyKind
{
    /// <summary>The warnings that it may cure.</summary>
    public abstract ImmutableArray<string> Ids { get; }

    /// <summary>What could be tried on a network, whether it helps or not.</summary>
    public abstract IEnumerable<Remedy> For(AnalyzedNetwork network);
}
