using Microsoft.CodeAnalysis;

namespace NetCompiler.Generators.Reading;

/// <summary>Something wrong with a declaration, at a place in the source.</summary>
internal readonly record struct DeclarationProblem(string Id, Location Location, string Message)
{
    /// <summary>An argument that would settle it, or null.</summary>
    public SuggestedArgument? Suggestion { get; init; }
}

/// <summary>An argument to write.</summary>
/// <param name="Attribute">The attribute to write it on, often one inside a block that the place of the problem uses.</param>
/// <param name="Name">A property of the attribute.</param>
/// <param name="Value">The value in C#, with whole names.</param>
internal sealed record SuggestedArgument(Location Attribute, string Name, string Value);
