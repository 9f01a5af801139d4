using System.Collections.Immutable;
using System.ComponentModel;

namespace NetCompiler.Kernels;

/// <summary>Makes the options of a layer; used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LayerOptions
{
    /// <summary>A dictionary of settings.</summary>
    /// <param name="options">Names and values.</param>
    /// <returns>The dictionary.</returns>
    public static ImmutableDictionary<string, double> Of(params (string Name, double Value)[] options)
    {
        ImmutableDictionary<string, double>.Builder dictionary = ImmutableDictionary.CreateBuilder<string, double>();
        foreach ((string name, double value) in options)
            dictionary[name] = value;
        return dictionary.ToImmutable();
    }
}
