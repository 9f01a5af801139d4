using System.Collections.Frozen;

namespace NetCompiler.Interpreter;

/// <summary>What the interpreter knows how to compute, by the name that a definition uses.</summary>
/// <typeparam name="TFunction">How it is computed.</typeparam>
/// <param name="what">What the names stand for, for the message.</param>
/// <param name="families">The functions, in families.</param>
internal sealed class Registry<TFunction>(string what, params ReadOnlySpan<Dictionary<string, TFunction>> families)
{
    private readonly FrozenDictionary<string, TFunction> _functions = Merge(families);

    /// <summary>The function of a name.</summary>
    /// <exception cref="NotSupportedException">The name is unknown.</exception>
    public TFunction this[string kind] => _functions.TryGetValue(kind, out TFunction? function)
        ? function
        : throw new NotSupportedException(
            $"The interpreter has no {what} '{kind}'. It knows {string.Join(", ", _functions.Keys.Order(StringComparer.Ordinal))}.");

    private static FrozenDictionary<string, TFunction> Merge(ReadOnlySpan<Dictionary<string, TFunction>> families)
    {
        var functions = new Dictionary<string, TFunction>();
        foreach (Dictionary<string, TFunction> family in families)
        {
            foreach ((string kind, TFunction function) in family)
                functions.Add(kind, function);
        }

        return functions.ToFrozenDictionary();
    }
}
