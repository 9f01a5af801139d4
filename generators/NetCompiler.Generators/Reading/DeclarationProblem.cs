using Microsoft.CodeAnalysis;

namespace NetCompiler.Generators.Reading;

/// <summary>Something wrong with a declaration, at a place in the source.</summary>
internal readonly record struct DeclarationProblem(string Id, Location Location, string Message);
