namespace NetCompiler;

/// <summary>Reads classes from scores.</summary>
internal static class Classes
{
    /// <summary>The index of the greatest value, the first of equals.</summary>
    public static int Greatest(ReadOnlySpan<double> values)
    {
        int greatest = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] > values[greatest])
                greatest = i;
        }

        return greatest;
    }

    /// <summary>Whether fewer than <paramref name="k"/> values come before that at <paramref name="index"/>, of equals the first
    /// first.</summary>
    public static bool IsAmongGreatest(ReadOnlySpan<double> values, int index, int k)
    {
        int before = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] > values[index] || (values[i] == values[index] && i < index))
                before++;
        }

        return before < k;
    }
}
