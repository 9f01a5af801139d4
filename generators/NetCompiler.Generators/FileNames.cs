using System.Collections.Immutable;
using System.Text;
using NetCompiler.Generators.Declarations;

namespace NetCompiler.Generators;

/// <summary>Names the generated files.</summary>
internal static class FileNames
{
    /// <summary>The name of a class with what a file name cannot hold replaced. Of names that differ only in case, all but one get a number; and of those that are the same,
    /// as a namespace and a class of one name make them, which is an error that the C# compiler reports.</summary>
    /// <param name="type">The class.</param>
    /// <param name="all">All network classes of the project.</param>
    public static string Of(TypeDeclaration type, ImmutableArray<TypeDeclaration> all)
    {
        string place = Place(type);
        int number = all.Where(other => string.Equals(other.FullName, type.FullName, StringComparison.OrdinalIgnoreCase))
            .Select(Place).Distinct().Count(other => string.CompareOrdinal(other, place) < 0) + 1;
        return $"{Escape(type.FullName)}{(number > 1 ? $" ({number})" : "")}.g.cs";
    }

    private static string Place(TypeDeclaration type) => $"{type.FullName} {type.Namespace} {string.Join(" ", type.Containers)} {type.Header}";

    private static string Escape(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (char c in name)
        {
            if (char.IsLetterOrDigit(c) || c is '_' or '.')
                text.Append(c);
            else if (c != '@')
                text.Append($"-{(int)c:x4}");
        }

        return text.ToString();
    }
}
