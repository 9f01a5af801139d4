namespace NetCompiler.Pages;

/// <summary>The colours of gradients by their decimal logarithm: blue for what is lost, orange for what is too much, grey between. The steps are the same on every page, so that pages can be
/// compared.</summary>
internal static class FlowScale
{
    /// <summary>Where one colour ends and the next begins, on either side of grey.</summary>
    private static readonly double[] s_limits = [0.5, 1, 2, 3.5, 5, 7, 10, 14];

    /// <summary>The class of something infinite or NaN.</summary>
    public const string NotFinite = "nf";

    /// <summary>The class of a zero.</summary>
    public const string Zero = "z";

    /// <summary>The class of a value's colour.</summary>
    /// <param name="log10">Its decimal logarithm; negative infinity for zero.</param>
    /// <returns>The class; null for NaN.</returns>
    public static string? Class(double log10)
    {
        if (double.IsNaN(log10))
            return null;
        if (double.IsInfinity(log10))
            return log10 < 0 ? Zero : NotFinite;
        int step = s_limits.Count(limit => Math.Abs(log10) >= limit);
        return Name(log10 < 0 ? -step : step);
    }

    /// <summary>Writes what the colours mean, as far as they occur.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="used">The classes that occur.</param>
    /// <param name="relativeTo">What the values are factors of.</param>
    public static void WriteLegend(HtmlWriter html, IReadOnlySet<string> used, string relativeTo)
    {
        html.Write($"<ul class=\"legend\" aria-label=\"Colours\">");
        for (int step = -s_limits.Length; step <= s_limits.Length; step++)
        {
            if (used.Contains(Name(step)) || step == 0)
                html.Write($"<li><i class=\"swatch {Name(step)}\"></i>{(step == 0 ? $"about as {relativeTo}" : Range(step))}</li>");
        }

        if (used.Contains(Zero))
            html.Write($"<li><svg class=\"swatch\" aria-hidden=\"true\"><rect class=\"z\" width=\"14\" height=\"14\"/></svg>0, nothing arrives</li>");
        if (used.Contains(NotFinite))
            html.Write($"<li><i class=\"swatch nf\"></i>infinite or NaN</li>");
        html.Write($"</ul>\n");
    }

    private static string Name(int step) => step switch
    {
        < 0 => FormattableString.Invariant($"v{-step}"),
        > 0 => FormattableString.Invariant($"e{step}"),
        _ => "n",
    };

    private static string Range(int step)
    {
        int size = Math.Abs(step);
        bool isLast = size == s_limits.Length;
        return step < 0
            ? isLast ? $"below {Factor(-s_limits[^1])}" : $"{Factor(-s_limits[size])} to {Factor(-s_limits[size - 1])}"
            : isLast ? $"above {Factor(s_limits[^1])}" : $"{Factor(s_limits[size - 1])} to {Factor(s_limits[size])}";
    }

    /// <summary>A limit in words; halves of a decade are threes.</summary>
    private static string Factor(double log10)
    {
        double whole = Math.Floor(log10);
        string mantissa = whole == log10 ? "1" : "3";
        return whole is >= -2 and <= 2 ? FormattableString.Invariant($"{(whole == log10 ? 1 : 3) * Math.Pow(10, whole):0.##}") : FormattableString.Invariant($"{mantissa}e{whole}");
    }
}
