namespace NetCompiler;

/// <summary>A row of numbers as a row of small bars.</summary>
internal static class Sparkline
{
    private const string Bars = "▁▂▃▄▅▆▇█";

    /// <summary>Draws numbers.</summary>
    /// <param name="values">The numbers; those that are not finite stay blank, but for negative infinity.</param>
    /// <param name="width">The most characters; of more numbers each shows the mean of several.</param>
    /// <param name="least">The number of the lowest bar.</param>
    /// <param name="greatest">That of the highest.</param>
    public static string Of(IReadOnlyList<double> values, int width, double least, double greatest)
    {
        int count = Math.Min(width, values.Count);
        return string.Create(count, (values, least, greatest), static (text, state) =>
        {
            for (int i = 0; i < text.Length; i++)
            {
                int from = (int)((long)i * state.values.Count / text.Length), to = (int)((i + 1L) * state.values.Count / text.Length);
                text[i] = Bar(Enumerable.Range(from, to - from).Select(j => state.values[j]).Average(), state.least, state.greatest);
            }
        });
    }

    private static char Bar(double value, double least, double greatest)
    {
        if (double.IsNaN(value) || double.IsPositiveInfinity(value))
            return ' ';
        double height = greatest > least ? (value - least) / (greatest - least) : 1;
        return Bars[(int)Math.Clamp(height * Bars.Length, 0, Bars.Length - 1)];
    }
}
