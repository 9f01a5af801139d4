using NetCompiler.Generators.Emit.Products;

namespace NetCompiler.Generators.Emit.Convolutions;

/// <summary>A sum of products for every position of a map: out[p] = Σ left[p + t]·right[t] over the taps and channels t. A forward pass is one; an input gradient with a stride is
/// several, because its positions see different taps.</summary>
/// <param name="Rows">Rows of positions.</param>
/// <param name="Columns">Columns of positions.</param>
/// <param name="LeftStart">Where the left factor of the first position lies.</param>
/// <param name="LeftRow">Elements from one row of positions to the next in the left factor.</param>
/// <param name="LeftColumn">Elements from one column to the next there.</param>
/// <param name="OutStart">Where the first position lies in the result.</param>
/// <param name="OutRow">Elements from one row of positions to the next in the result.</param>
/// <param name="OutColumn">Elements from one column to the next there.</param>
/// <param name="RightStart">Where the first term of the right factor lies.</param>
/// <param name="Terms">The loops over the terms.</param>
internal sealed record Correlation(
    int Rows, int Columns, int LeftStart, int LeftRow, int LeftColumn, int OutStart, int OutRow, int OutColumn, int RightStart, IReadOnlyList<TermLoop> Terms)
{
    /// <summary>Loops over nested runs, where runs that lie next to each other become one.</summary>
    /// <param name="runs">How many there are on every level and how far apart they lie, outermost first.</param>
    public static IReadOnlyList<(int Count, int Step)> Merge(params (int Count, int Step)[] runs)
    {
        var merged = new List<(int Count, int Step)>();
        foreach ((int count, int step) in Enumerable.Reverse(runs))
        {
            if (merged.Count > 0 && (count == 1 || merged[0].Count == 1 || step == merged[0].Count * merged[0].Step))
                merged[0] = (count * merged[0].Count, merged[0].Count == 1 ? step : merged[0].Step);
            else
                merged.Insert(0, (count, step));
        }

        return merged;
    }

    /// <summary>The loops over the terms of a sum; none where there are no terms.</summary>
    public static IReadOnlyList<TermLoop> Loops(params (int Count, int Step)[] runs) =>
        runs.Any(run => run.Count == 0) ? [] : [.. Merge(runs).Select(run => new TermLoop($"{run.Count}", run.Step))];
}
