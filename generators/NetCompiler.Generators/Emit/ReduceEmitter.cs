using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Emit;

/// <summary>Emits reductions: over the features of each row, over the rows, or over both.</summary>
internal sealed class ReduceEmitter(Reduce operation, ElementType element)
{
    private readonly Spread[] _spreads = [.. operation.Operands.Select(operand => Spreads.Of(operand, operation.Length))];
    private readonly VectorDialect _vector = VectorDialect.Portable(element);

    private int Length => operation.Length;

    public string Key => $"Reduce {operation.Kind} {operation.Axis} {Length} {IsLoss} {string.Join(" ", _spreads)} {operation.Expression}";

    /// <summary>A loss is returned as a sum in double; another reduction over the batch is a parameter's gradient.</summary>
    private bool IsLoss => operation.Phase == Phase.Loss;

    public void Emit(SourceWriter writer, string name)
    {
        string parameters = string.Concat(_spreads.Select((spread, i) => spread == Spread.BatchReciprocal ? "" : $"ref {element.Name} x{i}, "));
        writer.Line($"/// <summary>{Describe()}</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        string result = IsLoss ? "double" : "void", output = IsLoss ? "" : $"ref {element.Name} y, ";
        using (writer.Block($"public static {result} {name}({parameters}{output}in RowBlock<{element.Name}> m)"))
        {
            ElementwiseEmitter.DeclareScalars(writer, _spreads, _vector);
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
        _ => $"The sum over the rows: the gradient of {Length} parameters.",
    };

    private void EmitAll(SourceWriter writer)
    {
        writer.Line("double total = 0;");
        bool isFlat = _spreads.All(spread => spread is not (Spread.Column or Spread.Row));
        if (isFlat)
        {
            EmitSum(writer, $"m.Rows * {Length}", [.. _spreads.Select((_, i) => $"x{i}")]);
        }
        else
        {
            using (writer.Block("for (int b = 0; b < m.Rows; b++)"))
            {
                DeclareRow(writer);
                EmitSum(writer, $"{Length}", [.. _spreads.Select((spread, i) => spread == Spread.Full ? $"row{i}" : $"x{i}")]);
            }
        }

        writer.Line(IsLoss ? "return total;" : $"y = ({element.Name})(m.Accumulates ? y + total : total);");
    }

    private void EmitFeatures(SourceWriter writer)
    {
        using (writer.Block("for (int b = 0; b < m.Rows; b++)"))
        {
            if (operation.Kind == Reduction.Max)
            {
                writer.Line($"Unsafe.Add(ref y, b) = VectorMath.MaxOf(ref Unsafe.Add(ref x0, b * {Length}), {Length});");
                return;
            }

            writer.Line("double total = 0;");
            DeclareRow(writer);
            EmitSum(writer, $"{Length}", [.. _spreads.Select((spread, i) => spread == Spread.Full ? $"row{i}" : $"x{i}")]);
            writer.Line($"Unsafe.Add(ref y, b) = ({element.Name})total;");
        }
    }

    /// <summary>Column by column of vectors: each sum stays in a register over all rows.</summary>
    private void EmitBatch(SourceWriter writer)
    {
        writer.Line("int n = 0;");
        using (writer.Block($"for (; n <= {Length} - {_vector.Count}; n += {_vector.Count})"))
            EmitColumns(writer, reference => $"Vector.LoadUnsafe(ref {reference}, (nuint)n)", "sum.StoreUnsafe(ref y, (nuint)n);");
        writer.Line();
        using (writer.Block($"if (n < {Length})"))
        {
            EmitColumns(
                writer,
                reference => $"VectorMath.LoadFirst(ref Unsafe.Add(ref {reference}, n), {Length} - n)",
                $"VectorMath.StoreFirst(sum, ref Unsafe.Add(ref y, n), {Length} - n);");
        }
    }

    private void EmitColumns(SourceWriter writer, Func<string, string> load, string store)
    {
        writer.Line($"{_vector.Type} sum = m.Accumulates ? {load("y")} : {_vector.Zero};");
        using (writer.Block("for (int b = 0; b < m.Rows; b++)"))
        {
            DeclareRow(writer);
            string result = FlatLoop.Print(writer, _vector, operation.Expression, Operands([.. _spreads.Select((spread, i) => spread == Spread.Full ? $"row{i}" : $"x{i}")]), load);
            writer.Line($"sum += {result};");
        }

        writer.Line(store);
    }

    /// <summary>Adds the sum of the expression over contiguous elements to <c>total</c>.</summary>
    private void EmitSum(SourceWriter writer, string length, string[] references)
    {
        string[] operands = Operands(references);
        writer.Line($"{_vector.Type} sum = {_vector.Zero};");
        writer.Line($"int length = {length}, i = 0;");
        using (writer.Block($"for (; i <= length - {_vector.Count}; i += {_vector.Count})"))
        {
            string result = FlatLoop.Print(writer, _vector, operation.Expression, operands, reference => $"Vector.LoadUnsafe(ref {reference}, (nuint)i)");
            writer.Line($"sum += {result};");
        }

        writer.Line();
        using (writer.Block("if (i < length)"))
        {
            string result = FlatLoop.Print(writer, _vector, operation.Expression, operands, reference => $"VectorMath.LoadFirst(ref Unsafe.Add(ref {reference}, i), length - i)");
            writer.Line($"sum += VectorMath.KeepFirst({result}, length - i);");
        }

        writer.Line();
        writer.Line("total += Vector.Sum(sum);");
    }

    private string[] Operands(string[] references) =>
        [.. _spreads.Select((spread, i) => spread is Spread.Full or Spread.Column ? references[i] : $"=s{i}")];

    private void DeclareRow(SourceWriter writer)
    {
        for (int i = 0; i < _spreads.Length; i++)
        {
            if (_spreads[i] == Spread.Row)
                writer.Line($"{_vector.Type} s{i} = {_vector.Create($"Unsafe.Add(ref x{i}, b)")};");
            else if (_spreads[i] == Spread.Full)
                writer.Line($"ref {element.Name} row{i} = ref Unsafe.Add(ref x{i}, b * {Length});");
        }
    }
}
