namespace NetCompiler.Generators.Emit.Products;

/// <summary>A loop over terms of a sum.</summary>
/// <param name="Count">How many: a literal, or for the innermost loop the name of a parameter.</param>
/// <param name="LeftStep">Elements from one to the next in the left factor.</param>
internal readonly record struct TermLoop(string Count, int LeftStep);

/// <summary>The inner method of a product: a tile of rows × vectors whose sums stay in registers from the first term to the last.</summary>
internal sealed class RegisterTile(VectorDialect dialect, int rows, int vectors)
{
    /// <summary>The loops over the terms of a sum, outermost first; none leaves the sums as they start.</summary>
    public required IReadOnlyList<TermLoop> Loops { get; init; }

    /// <summary>Parameters of the method besides the two factors.</summary>
    public required IReadOnlyList<string> Parameters { get; init; }

    /// <summary>Where the left factor of a row lies, in elements behind that of the first row.</summary>
    public required Func<int, int> LeftOffset { get; init; }

    /// <summary>Whether the left factor is a vector, multiplied lane by lane, and not one number for all lanes.</summary>
    public bool IsLeftVector { get; init; }

    /// <summary>The first value of the sum of a row and vector.</summary>
    public required Func<int, int, string> Start { get; init; }

    /// <summary>For sums that go on from what is in memory if <c>accumulates</c>: where the sum of a row and vector stands.</summary>
    public Func<int, int, string>? Resume { get; init; }

    /// <summary>Stores the sum of a row and vector.</summary>
    public required Action<SourceWriter, int, int, string> Finish { get; init; }

    /// <summary>For sums that may be kept besides what is made of them: keeps the sum of a row and vector.</summary>
    public Action<SourceWriter, int, int, string>? Keep { get; init; }

    private string Vector => dialect.Class;

    public void Emit(SourceWriter writer, string name)
    {
        writer.Line($"/// <summary>{rows} {(rows == 1 ? "row" : "rows")} × {vectors} {(vectors == 1 ? "vector" : "vectors")} of sums, in registers from the first term to the last.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        string type = dialect.Element.Name;
        using (writer.Block($"private static void {name}({string.Join(", ", [$"ref {type} left", $"ref {type} right", "nint stride", .. Parameters])})"))
        {
            for (int r = 0; r < rows; r++)
                writer.Line($"{dialect.Type} {string.Join(", ", Range(vectors).Select(v => $"c{r}{v} = {Start(r, v)}"))};");
            if (Resume is not null)
            {
                using (writer.Block("if (accumulates)"))
                {
                    for (int r = 0; r < rows; r++)
                        writer.Line(string.Join(" ", Range(vectors).Select(v => $"c{r}{v} = {Resume(r, v)};")));
                }
            }

            writer.Line();
            if (Loops.Count > 0)
            {
                EmitLoop(writer, 0);
                writer.Line();
            }

            if (Keep is not null)
            {
                using (writer.Block($"if ({SumStore.IsKept})"))
                    EmitSums(writer, Keep);
                writer.Line();
            }

            EmitSums(writer, Finish);
        }
    }

    private void EmitSums(SourceWriter writer, Action<SourceWriter, int, int, string> emit)
    {
        for (int r = 0; r < rows; r++)
        {
            for (int v = 0; v < vectors; v++)
                emit(writer, r, v, $"c{r}{v}");
        }
    }

    private void EmitLoop(SourceWriter writer, int level)
    {
        string index = level == Loops.Count - 1 ? "k" : $"{(char)('i' + level)}";
        int skip = Loops[level].LeftStep;
        using (writer.Block($"for (int {index} = 0; {index} < {Loops[level].Count}; {index}++)"))
        {
            if (level < Loops.Count - 1)
            {
                EmitLoop(writer, level + 1);
                writer.Line();
                skip -= int.Parse(Loops[level + 1].Count) * Loops[level + 1].LeftStep;
            }
            else
            {
                writer.Line($"{dialect.Type} {string.Join(", ", Range(vectors).Select(v => $"w{v} = {dialect.Load("right", dialect.Lane(v))}"))};");
                for (int r = 0; r < rows; r++)
                    EmitRow(writer, r);
            }

            if (skip != 0)
                writer.Line($"left = ref Unsafe.Add(ref left, {skip});");
            if (level == Loops.Count - 1)
                writer.Line("right = ref Unsafe.Add(ref right, stride);");
        }
    }

    private void EmitRow(SourceWriter writer, int r)
    {
        if (IsLeftVector)
        {
            writer.Line(string.Join(" ", Range(vectors).Select(v => $"c{r}{v} = {Vector}.MultiplyAddEstimate({dialect.Load("left", dialect.Offset(LeftOffset(r), v))}, w{v}, c{r}{v});")));
            return;
        }

        string element = r == 0 ? "left" : $"Unsafe.Add(ref left, {LeftOffset(r)})";
        writer.Line($"{(r == 0 ? dialect.Type + " " : "")}a = {Vector}.Create({element});");
        writer.Line(string.Join(" ", Range(vectors).Select(v => $"c{r}{v} = {Vector}.MultiplyAddEstimate(a, w{v}, c{r}{v});")));
    }

    private static IEnumerable<int> Range(int count) => Enumerable.Range(0, count);
}
