using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using NetCompiler.Generators.Reading;

namespace NetCompiler.Generators.Diagnostics;

/// <summary>What a diagnostic says to the code fix that writes an argument: the attribute is its first additional location.</summary>
internal static class ArgumentFix
{
    /// <summary>The property that names the argument.</summary>
    public const string Name = "argument";

    /// <summary>The property that holds the value, in C# with whole names.</summary>
    public const string Value = "value";

    /// <summary>The diagnostics that may come with an argument to write.</summary>
    public static ImmutableArray<string> Ids { get; } = [DiagnosticId.SkipMismatch];

    /// <summary>The additional locations of a diagnostic.</summary>
    public static ImmutableArray<Location> Locations(SuggestedArgument? suggestion) => suggestion is null ? [] : [suggestion.Attribute];

    /// <summary>The properties of a diagnostic.</summary>
    public static ImmutableDictionary<string, string?> Properties(SuggestedArgument? suggestion)
    {
        ImmutableDictionary<string, string?> none = ImmutableDictionary<string, string?>.Empty;
        return suggestion is null ? none : none.Add(Name, suggestion.Name).Add(Value, suggestion.Value);
    }
}
