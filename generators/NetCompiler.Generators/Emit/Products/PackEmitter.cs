namespace NetCompiler.Generators.Emit.Products;

/// <summary>Emits the copy of a weight into panels: for every tile of columns all rows, one after another.</summary>
internal static class PackEmitter
{
    public static void Emit(SourceWriter writer, string name, int depth, int columns, ElementType element)
    {
        writer.Line($"/// <summary>The columns of a weight [{depth}, {columns}] that a tile of a product works on, next to each other.</summary>");
        using (writer.Block($"public static void {name}(ref {element.Name} weight, ref {element.Name} packed)"))
        {
            writer.Line("int n = 0;");
            ColumnTile.EmitLoops(writer, element, columns, tile => writer.Line(
                $"Panels.Pack(ref Unsafe.Add(ref weight, n), {depth}, {columns}, {tile.Width}, ref Unsafe.Add(ref packed, n * {depth}));"), needsCount: false);
        }
    }
}
