using System;
using System.Globalization;

namespace NetCompiler;

/// <summary>Factors by their decimal logarithm, as short numbers such as 0.9 or 1e-14; also beyond the range of a double. The compiler uses this file as well.</summary>
internal static class FactorText
{
    /// <summary>The factor; nothing for NaN.</summary>
    public static string Of(double log10)
    {
        if (double.IsNaN(log10))
            return "";
        if (double.IsInfinity(log10))
            return log10 > 0 ? "∞" : "0";
        // Also what would round to the next power.
        if (log10 > -1.98 && log10 < 3)
            return Math.Pow(10, log10).ToString(log10 < 0.5 ? "0.##" : log10 < 1.5 ? "0.#" : "0", CultureInfo.InvariantCulture);
        return $"1e{Math.Round(log10, MidpointRounding.AwayFromZero).ToString("0", CultureInfo.InvariantCulture)}";
    }
}
