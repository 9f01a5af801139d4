using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Emit;

/// <summary>Emits reductions: over the features of each row, over the rows, or over both.</summary>
internal sealed class ReduceEmitter(Reduce operation, ElementType element)
{
    private readonly Broadcast _operands = operation.Axis == Axis.Batch
        ? new(operation.Operands, operation.Length, columns: operation.Result.Length, element)
        : new(operation.Operands, operation.Length, element);

    private readonly VectorDialect _vector = VectorDialect.Portable(element);

    private int Length => operation.Length;

    public string Key => $"Reduce {operation.Kind} {operation.Axis} {IsLoss} {_operands.Key} {operation.Expression}";

    /// <summary>A loss is returned as a sum in double; another reduction over the batch is a parameter's gradient.</summary>
    private bool IsLoss => operation.Phase == Phase.Loss;

    public void Emit(SourceWriter writer, string name)
    {
        writer.Line($"/// <summary>{Describe()}</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        string result = IsLoss ? "double" : "void", output = IsLoss ? "" : $"ref {element.Name} y, ";
        using (writer.Block($"public static {result} {name}({_operands.Parameters}{output}in RowBlock<{element.Name}> m)"))
        {
            _operands.DeclareScalars(writer);
            switch (operation.Axis)
            {
                case Axis.All:
                    EmitAll(writer);
                    break;
                case Axis.Features:
                    EmitFeatures(writer);
                    break;
                default:
                    EmitBatch(writer);
                    break;
            }
        }
    }

    private string Describe() => operation.Axis switch
    {
        Axis.All => IsLoss ? "The sum of the losses of the rows." : "The sum over all elements: the gradient of one shared parameter.",
        Axis.Features => $"The {operation.Kind.ToString().ToLowerInvariant()} of the {Length} elements of each row.",
        _ => $"The sum over the rows: the gradient of {_operands.Columns} parameters.",
    };

    private void EmitAll(SourceWriter writer)
    {
        writer.Line("double total = 0;");
        if (_operands.IsFlat)
            EmitSum(writer, $"m.Rows * {Length}", _operands.InBlock);
        else
            _operands.EmitRows(writer, row => EmitSum(writer, $"{_operands.Columns}", _operands.InRow(row)));
        writer.Line(IsLoss ? "return total;" : $"y = ({element.Name})(m.Accumulates ? y + total : total);");
    }

    private void EmitFeatures(SourceWriter writer)
    {
        _operands.EmitExamples(writer, () =>
        {
            if (operation.Kind == Reduction.Max)
            {
                writer.Line($"Unsafe.Add(ref y, b) = VectorMath.MaxOf(ref Unsafe.Add(ref x0, b * {Length}), {Length});");
                return;
            }

            writer.Line("double total = 0;");
            _operands.EmitPositions(writer, row => EmitSum(writer, $"{_operands.Columns}", _operands.InRow(row)));
            writer.Line($"Unsafe.Add(ref y, b) = ({element.Name})total;");
        });
    }

    /// <summary>Column by column of vectors: each sum stays in a register over all rows.</summary>
    private void EmitBatch(SourceWriter writer)
    {
        writer.Line("int n = 0;");
        using (writer.Block($"for (; n <= {_operands.Columns} - {_vector.Count}; n += {_vector.Count})"))
            EmitColumns(writer, reference => $"Vector.LoadUnsafe(ref {reference}, (nuint)n)", "sum.StoreUnsafe(ref y, (nuint)n);");
        writer.Line();
        using (writer.Block($"if (n < {_operands.Columns})"))
        {
            EmitColumns(
                writer,
                reference => $"VectorMath.LoadFirst(ref Unsafe.Add(ref {reference}, n), {_operands.Columns} - n)",
                $"VectorMath.StoreFirst(sum, ref Unsafe.Add(ref y, n), {_operands.Columns} - n);");
        }
    }

    private void EmitColumns(SourceWriter writer, Func<string, string> load, string store)
    {
        writer.Line($"{_vector.Type} sum = m.Accumulates ? {load("y")} : {_vector.Zero};");
        _operands.EmitRows(writer, row =>
        {
            string result = FlatLoop.Print(writer, _vector, operation.Expression, _operands.InRow(row), "n", load);
            writer.Line($"sum += {result};");
        });

        writer.Line(store);
    }

    /// <summary>Adds the sum of the expression over contiguous elements to <c>total</c>.</summary>
    private void EmitSum(SourceWriter writer, string length, LoopOperand[] operands)
    {
        writer.Line($"{_vector.Type} sum = {_vector.Zero};");
        writer.Line($"int length = {length}, i = 0;");
        using (writer.Block($"for (; i <= length - {_vector.Count}; i += {_vector.Count})"))
        {
            string result = FlatLoop.Print(writer, _vector, operation.Expression, operands, "i", reference => $"Vector.LoadUnsafe(ref {reference}, (nuint)i)");
            writer.Line($"sum += {result};");
        }

        writer.Line();
        using (writer.Block("if (i < length)"))
        {
            string result = FlatLoop.Print(writer, _vector, operation.Expression, operands, "i", reference => $"VectorMath.LoadFirst(ref Unsafe.Add(ref {reference}, i), length - i)");
            writer.Line($"sum += VectorMath.KeepFirst({result}, length - i);");
        }

        writer.Line();
        writer.Line("total += Vector.Sum(sum);");
    }
}
