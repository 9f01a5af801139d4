using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Emit;

/// <summary>How an operand of an elementwise operation or a reduction is spread over [rows, length].</summary>
internal enum Spread
{
    /// <summary>[rows, length], element for element.</summary>
    Full,

    /// <summary>[length]: the same for every row.</summary>
    Column,

    /// <summary>[rows, 1]: the same for all elements of a row.</summary>
    Row,

    /// <summary>One number in memory.</summary>
    Scalar,

    /// <summary>The scalar 1 / batch, which the row block carries.</summary>
    BatchReciprocal,
}

internal static class Spreads
{
    public static Spread Of(Value operand, int length) => operand switch
    {
        { Kind: ValueKind.BatchReciprocal } => Spread.BatchReciprocal,
        { PerExample: true } when operand.Length == length => Spread.Full,
        { PerExample: true } => Spread.Row,
        { Length: 1 } when length > 1 || operand.Kind == ValueKind.Parameter => Spread.Scalar,
        _ => Spread.Column,
    };
}

/// <summary>Emits elementwise operations that could not be fused into a product.</summary>
internal sealed class ElementwiseEmitter(Elementwise operation, ElementType element)
{
    private readonly Spread[] _spreads = [.. operation.Operands.Select(operand => Spreads.Of(operand, operation.Result.Length))];
    private readonly VectorDialect _vector = VectorDialect.Portable(element);

    private int Length => operation.Result.Length;

    public string Key => $"Elementwise {Length} {string.Join(" ", _spreads)} {operation.Expression}";

    public void Emit(SourceWriter writer, string name)
    {
        string parameters = string.Concat(_spreads.Select((spread, i) => spread == Spread.BatchReciprocal ? "" : $"ref {element.Name} x{i}, "));
        writer.Line($"/// <summary>y[b, {Length}], element by element.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block($"public static void {name}({parameters}ref {element.Name} y, in RowBlock<{element.Name}> m)"))
        {
            string[] operands = [.. _spreads.Select((spread, i) => spread is Spread.Full or Spread.Column ? $"x{i}" : $"=s{i}")];
            DeclareScalars(writer, _spreads, _vector);
            if (_spreads.All(spread => spread is not (Spread.Column or Spread.Row)))
                FlatLoop.Emit(writer, element, $"m.Rows * {Length}", operation.Expression, operands, "y");
            else
                EmitRows(writer, operands);
        }
    }

    /// <summary>Broadcasts the operands that are one number for the whole block.</summary>
    public static void DeclareScalars(SourceWriter writer, IReadOnlyList<Spread> spreads, VectorDialect vector)
    {
        for (int i = 0; i < spreads.Count; i++)
        {
            if (spreads[i] is Spread.Scalar or Spread.BatchReciprocal)
                writer.Line($"{vector.Type} s{i} = {vector.Create(spreads[i] == Spread.Scalar ? $"x{i}" : "m.Scale")};");
        }
    }

    private void EmitRows(SourceWriter writer, string[] operands)
    {
        using (writer.Block("for (int b = 0; b < m.Rows; b++)"))
        {
            for (int i = 0; i < _spreads.Length; i++)
            {
                if (_spreads[i] == Spread.Row)
                    writer.Line($"{_vector.Type} s{i} = {_vector.Create($"Unsafe.Add(ref x{i}, b)")};");
                else if (_spreads[i] == Spread.Full)
                    writer.Line($"ref {element.Name} row{i} = ref Unsafe.Add(ref x{i}, b * {Length});");
            }

            writer.Line($"ref {element.Name} row = ref Unsafe.Add(ref y, b * {Length});");
            string[] inRow = [.. operands.Select((operand, i) => _spreads[i] == Spread.Full ? $"row{i}" : operand)];
            FlatLoop.Emit(writer, element, $"{Length}", operation.Expression, inRow, "row");
        }
    }
}
