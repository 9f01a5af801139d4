namespace NetCompiler;

/// <summary>Reads classes from scores.</summary>
internal static class Classes
{
    /// <summary>The index of the greatest value, the first of equals; -1, which is no class, when one is NaN.</summary>
    public static int Greatest<T>(ReadOnlySpan<T> values) where T : unmanaged
    {
        (int index, double greatest) = (0, double.NegativeInfinity);
        for (int i = 0; i < values.Length; i++)
        {
            double value = Element<T>.ToDouble(values[i]);
            if (double.IsNaN(value))
                return -1;
            if (value > greatest)
                (index, greatest) = (i, value);
        }

        return index;
    }

    /// <summary>Whether fewer than <paramref name="k"/> values come before that at <paramref name="index"/>, of equals the first
    /// first. NaN comes before all, and is never among them itself.</summary>
    public static bool IsAmongGreatest(ReadOnlySpan<double> values, int index, int k)
    {
        int before = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (!(values[i] <= values[index]) || (values[i] == values[index] && i < index))
                before++;
        }

        return before < k && !double.IsNaN(values[index]);
    }
}
