namespace NetCompiler.Generators.Emit.Products;

/// <summary>The inner method of a product: a tile of rows × vectors whose sums stay in registers from the first term to the last.</summary>
internal sealed class RegisterTile(VectorDialect dialect, int rows, int vectors)
{
    /// <summary>Terms per sum: a literal or the name of a parameter.</summary>
    public required string Depth { get; init; }

    /// <summary>Parameters of the method besides the two factors.</summary>
    public required IReadOnlyList<string> Parameters { get; init; }

    /// <summary>Elements from one row of the left factor to the next.</summary>
    public required int LeftStride { get; init; }

    /// <summary>Elements from one term of the left factor to the next.</summary>
    public required int LeftStep { get; init; }

    /// <summary>The first value of the sum of a row and vector.</summary>
    public required Func<int, int, string> Start { get; init; }

    /// <summary>For sums that go on from what is in memory if <c>accumulates</c>: where the sum of a row and vector stands.</summary>
    public Func<int, int, string>? Resume { get; init; }

    /// <summary>Stores the sum of a row and vector.</summary>
    public required Action<SourceWriter, int, int, string> Finish { get; init; }

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
            using (writer.Block($"for (int k = 0; k < {Depth}; k++)"))
            {
                writer.Line($"{dialect.Type} {string.Join(", ", Range(vectors).Select(v => $"w{v} = {dialect.Load("right", dialect.Lane(v))}"))};");
                for (int r = 0; r < rows; r++)
                    EmitRow(writer, r);
                writer.Line($"left = ref Unsafe.Add(ref left, {LeftStep});");
                writer.Line("right = ref Unsafe.Add(ref right, stride);");
            }

            writer.Line();
            for (int r = 0; r < rows; r++)
            {
                for (int v = 0; v < vectors; v++)
                    Finish(writer, r, v, $"c{r}{v}");
            }
        }
    }

    private void EmitRow(SourceWriter writer, int r)
    {
        string element = r == 0 ? "left" : $"Unsafe.Add(ref left, {r * LeftStride})";
        writer.Line($"{(r == 0 ? dialect.Type + " " : "")}a = {Vector}.Create({element});");
        writer.Line(string.Join(" ", Range(vectors).Select(v => $"c{r}{v} = {Vector}.MultiplyAddEstimate(a, w{v}, c{r}{v});")));
    }

    private static IEnumerable<int> Range(int count) => Enumerable.Range(0, count);
}
