namespace NetCompiler.Pages;

/// <summary>Chooses a few of many.</summary>
internal static class Spread
{
    /// <summary>Places spread evenly over a list, the first and the last among them.</summary>
    /// <param name="count">The length of the list.</param>
    /// <param name="most">The most places, at least 2.</param>
    public static IEnumerable<int> Over(int count, int most)
    {
        int chosen = Math.Min(count, most);
        for (int i = 0; i < chosen; i++)
            yield return chosen == 1 ? 0 : (int)(((long)i * (count - 1) * 2 + chosen - 1) / (2 * (chosen - 1)));
    }
}
