using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Emit;

/// <summary>Emits reductions: over the features of each row, over the rows, or over both.</summary>
internal sealed class ReduceEmitter(Reduce operation, ElementType element)
{
    /// <summary>Sums of more rows than this are added up part by part, so that the error of rounding does not grow with their number.</summary>
    private const int MostRows = 256;

    /// <summary>The same for elements of a row.</summary>
    private const int MostElements = 512;

    /// <summary>Vectors of columns that are summed at a time: a single sum would wait for the addition before.</summary>
    private const int VectorsAtATime = 4;

    private readonly Broadcast _operands = operation switch
    {
        { Axis: Axis.Batch } or { Axis: Axis.Features, IsByChannel: true } => new(operation.Operands, operation.Shape, columns: operation.Result.Length, element),
        { Axis: Axis.Features, Result.Length: > 1 } => new(operation.Operands, operation.Shape, columns: operation.Length / operation.Result.Length, element),
        _ => new(operation.Operands, operation.Shape, element),
    };

    private readonly VectorDialect _vector = VectorDialect.Portable(element);

    private int Length => operation.Length;

    public string Key => $"Reduce {operation.Kind} {operation.Axis} {operation.Result.Length} {IsLoss} {_operands.Key} {operation.Expression}";

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
                case Axis.Features when operation.IsByChannel:
                    EmitChannels(writer);
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
        Axis.Features when operation.IsByChannel => $"The sum over the positions of each row, for each of {_operands.Columns} channels.",
        Axis.Features when operation.Result.Length > 1 => $"The sums of {operation.Result.Length} groups of {_operands.Columns} elements of each row.",
        Axis.Features => $"The {operation.Kind.ToString().ToLowerInvariant()} of the {Length} elements of each row.",
        _ => $"The sum over the rows, for each of {_operands.Columns} columns.",
    };

    private void EmitAll(SourceWriter writer)
    {
        writer.Line("double total = 0;");
        if (_operands.IsFlat)
            EmitSum(writer, "0", $"m.Rows * {Length}", _operands.InBlock);
        else
            _operands.EmitRows(writer, row => EmitSum(writer, _operands.Columns, _operands.InRow(row)));
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

            if (operation.Result.Length > 1)
            {
                _operands.EmitPositions(writer, row =>
                {
                    writer.Line("double total = 0;");
                    EmitSum(writer, _operands.Columns, _operands.InRow(row));
                    writer.Line($"Unsafe.Add(ref y, {row}) = ({element.Name})total;");
                });
                return;
            }

            writer.Line("double total = 0;");
            _operands.EmitPositions(writer, row => EmitSum(writer, _operands.Columns, _operands.InRow(row)));
            writer.Line($"Unsafe.Add(ref y, b) = ({element.Name})total;");
        });
    }

    /// <summary>The channels of each example like the columns of a batch whose rows are the positions.</summary>
    private void EmitChannels(SourceWriter writer) => _operands.EmitExamples(writer, () =>
    {
        writer.Line($"ref {element.Name} sums = ref Unsafe.Add(ref y, b * {_operands.Columns});");
        EmitBatch(writer);
    });

    /// <summary>Column by column of vectors: each sum stays in a register over all rows.</summary>
    private void EmitBatch(SourceWriter writer)
    {
        int bytes = _operands.Columns * element.Size;
        bool hasSingle = bytes % (VectorsAtATime * VectorWidth.Widest) != 0, hasRest = bytes % VectorWidth.Widest != 0;
        writer.Line("int n = 0;");
        // Columns that fill no more than one of the narrowest vectors are never so many vectors.
        if (bytes >= VectorsAtATime * VectorWidth.Narrowest)
            EmitColumnLoop(writer, VectorsAtATime, isLast: !hasSingle);
        if (hasSingle && bytes >= VectorWidth.Narrowest)
            EmitColumnLoop(writer, 1, isLast: !hasRest);
        if (!hasRest)
            return;
        using (writer.Block($"if (n < {_operands.Columns})"))
        {
            EmitColumns(
                writer,
                vectors: 1,
                (reference, _) => $"VectorMath.LoadFirst(ref Unsafe.Add(ref {reference}, n), {_operands.Columns} - n)",
                (sum, _) => $"VectorMath.StoreFirst({sum}, ref Unsafe.Add(ref {Sums}, n), {_operands.Columns} - n);");
        }
    }

    private void EmitColumnLoop(SourceWriter writer, int vectors, bool isLast)
    {
        string step = vectors == 1 ? _vector.Count : $"{vectors} * {_vector.Count}";
        using (writer.Block($"for (; n <= {_operands.Columns} - {(vectors == 1 ? step : $"({step})")}; n += {step})"))
            EmitColumns(writer, vectors, (reference, v) => $"Vector.LoadUnsafe(ref {reference}, {Offset(v)})", (sum, v) => $"{sum}.StoreUnsafe(ref {Sums}, {Offset(v)});");
        if (!isLast)
            writer.Line();
    }

    /// <summary>Where the sums of the columns go.</summary>
    private string Sums => operation.IsByChannel ? "sums" : "y";

    /// <summary>The first column of a vector.</summary>
    private string First(int vector) => vector switch
    {
        0 => "n",
        1 => $"n + {_vector.Count}",
        _ => $"n + ({_vector.Lane(vector)})",
    };

    private string Offset(int vector) => vector == 0 ? "(nuint)n" : $"(nuint)({First(vector)})";

    private void EmitColumns(SourceWriter writer, int vectors, Func<string, int, string> load, Func<string, int, string> store)
    {
        string[] suffixes = [.. Enumerable.Range(0, vectors).Select(v => vectors == 1 ? "" : $"_{v}")];
        ForEach(v => $"{_vector.Type} sum{suffixes[v]} = {(operation.IsByChannel ? _vector.Zero : $"m.Accumulates ? {load("y", v)} : {_vector.Zero}")};");
        Action<SourceWriter, int, Action, Action<string>, Action> emitRows = operation.IsByChannel ? _operands.EmitPositionParts : _operands.EmitRowParts;
        emitRows(
            writer,
            MostRows,
            () => ForEach(v => $"{_vector.Type} part{suffixes[v]} = {_vector.Zero};"),
            row =>
            {
                ForEach(v =>
                {
                    string term = FlatLoop.Print(
                        writer, _vector, operation.Expression, _operands.InRow(row), First(v), reference => load(reference, v), suffixes[v]);
                    return $"part{suffixes[v]} += {term};";
                });
            },
            () => ForEach(v => $"sum{suffixes[v]} += part{suffixes[v]};"));
        ForEach(v => store($"sum{suffixes[v]}", v));

        void ForEach(Func<int, string> line)
        {
            for (int v = 0; v < vectors; v++)
                writer.Line(line(v));
        }
    }

    /// <summary>Adds the sum of the expression over contiguous elements to <c>total</c>, which is more precise than the sums of its parts.</summary>
    private void EmitSum(SourceWriter writer, int length, LoopOperand[] operands)
    {
        if (length <= MostElements)
        {
            EmitSum(writer, "0", $"{length}", operands);
            return;
        }

        using (writer.Block($"for (int first = 0; first < {length}; first += {MostElements})"))
            EmitSum(writer, "first", length % MostElements == 0 ? $"first + {MostElements}" : $"Math.Min(first + {MostElements}, {length})", operands);
    }

    private void EmitSum(SourceWriter writer, string start, string length, LoopOperand[] operands)
    {
        writer.Line($"{_vector.Type} sum = {_vector.Zero};");
        writer.Line($"int length = {length}, i = {start};");
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
