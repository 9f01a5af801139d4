using System.Collections.Immutable;
using System.Text;

namespace NetCompiler.Generators;

/// <summary>Names the generated files.</summary>
internal static class FileNames
{
    /// <summary>The name of a class with what a file name cannot hold replaced. Of names that differ only in case, all but one get a number.</summary>
    /// <param name="name">The full name of the class.</param>
    /// <param name="all">The full names of all network classes of the project.</param>
    public static string Of(string name, ImmutableArray<string> all)
    {
        int number = all.Where(other => string.Equals(other, name, StringComparison.OrdinalIgnoreCase) && string.CompareOrdinal(other, name) < 0).Distinct().Count() + 1;
        return $"{Escape(name)}{(number > 1 ? $" ({number})" : "")}.g.cs";
    }

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
