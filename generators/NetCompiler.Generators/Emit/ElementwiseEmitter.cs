using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Emit;

/// <summary>Emits elementwise operations that could not be fused into a product.</summary>
internal sealed class ElementwiseEmitter(Elementwise operation, ElementType element)
{
    private readonly Broadcast _operands = new(operation.Operands, operation.Result, element);

    private int Length => operation.Result.Length;

    public string Key => $"Elementwise {operation.Result.PerExample} {_operands.Key} {operation.Expression}";

    public void Emit(SourceWriter writer, string name)
    {
        writer.Line($"/// <summary>y[{(operation.Result.PerExample ? "b, " : "")}{Length}], element by element.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block($"public static void {name}({_operands.Parameters}ref {element.Name} y, in RowBlock<{element.Name}> m)"))
        {
            _operands.DeclareScalars(writer);
            if (_operands.IsFlat && !operation.Result.PerExample)
                FlatLoop.Emit(writer, element, $"{Length}", operation.Expression, _operands.InBlock, "y");
            else if (_operands.IsFlat)
                FlatLoop.Emit(writer, element, $"m.Rows * {Length}", operation.Expression, _operands.InBlock, "y");
            else
                _operands.EmitRows(writer, row => EmitRow(writer, row));
        }
    }

    private void EmitRow(SourceWriter writer, string row)
    {
        writer.Line($"ref {element.Name} row = ref Unsafe.Add(ref y, {row} * {_operands.Columns});");
        FlatLoop.Emit(writer, element, $"{_operands.Columns}", operation.Expression, _operands.InRow(row), "row");
    }
}
