using System.Collections.Frozen;
using System.Globalization;

namespace NetCompiler;

/// <summary>The settings of a layer as text: a choice by its name, a number as such.</summary>
internal static class OptionText
{
    private static readonly FrozenDictionary<string, Func<double, string?>> s_choices = new Dictionary<string, Func<double, string?>>
    {
        ["activation"] = Choice<Activation>,
        ["kind"] = Choice<AttentionKind>,
        ["merge"] = Choice<Merge>,
        ["mode"] = Choice<UpsampleMode>,
        ["score"] = Choice<AttentionScore>,
    }.ToFrozenDictionary();

    /// <summary>A setting, such as <c>slope=0.01</c> or <c>merge=Concat</c>.</summary>
    public static string Of(KeyValuePair<string, double> option)
    {
        string? name = s_choices.TryGetValue(option.Key, out Func<double, string?>? choice) ? choice(option.Value) : null;
        return $"{option.Key}={name ?? option.Value.ToString("G6", CultureInfo.InvariantCulture)}";
    }

    /// <summary>The name of a member of an enum; null for a number that is none.</summary>
    private static string? Choice<TEnum>(double value) where TEnum : struct, Enum => Enum.GetName((TEnum)(object)(int)value);
}
