using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Emit;

/// <summary>Emits functions of one shape as one loop.</summary>
internal sealed class ElementwiseGroupEmitter
{
    private readonly ElementwiseGroup _group;
    private readonly ElementType _element;
    private readonly VectorDialect _vector;
    private readonly SequencePlaces _places;
    private readonly GroupFunctions _functions;
    private readonly int _length;

    public ElementwiseGroupEmitter(ElementwiseGroup group, ElementType element, SequencePlaces places)
    {
        (_group, _element, _places, _vector) = (group, element, places, VectorDialect.Portable(element));
        _length = group.Functions[0].Result.Length;
        _functions = new GroupFunctions(group, places, computed: []);
    }

    /// <summary>Whether the loop goes through one row only and needs no row block.</summary>
    public bool IsSingleRow { get; init; }

    /// <summary>The first values of the memories, in the order of the kernel's parameters.</summary>
    public IReadOnlyList<Value> Arguments => [.. _functions.Memories, .. _group.Operands.Where(operand => operand.Kind == ValueKind.Mask)];

    public string Key => $"ElementwiseGroup {IsSingleRow} {_functions.Key}";

    public void Emit(SourceWriter writer, string name)
    {
        bool isFlat = _group.Operands.All(operand => operand.PerExample && operand.Length == _length) && !_group.Operands.Concat(_group.Outputs).Any(_places.IsPart);
        IReadOnlyList<Value> memories = _functions.Memories;
        writer.Line($"/// <summary>{_group.Functions.Length} {(_group.Functions.Length == 1 ? "function" : "functions")} of [{(IsSingleRow ? "" : "b, ")}{_length}], element by element.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        IEnumerable<string> parameters =
        [
            .. memories.Select((_, i) => $"ref {_element.Name} x{i}"),
            .. _group.Operands.Select((operand, i) => operand.Kind == ValueKind.Mask ? $"RandomMask<{_element.Name}> mask{i}" : "").Where(mask => mask.Length > 0),
            .. IsSingleRow ? Array.Empty<string>() : [$"in RowBlock<{_element.Name}> m"],
        ];
        using (writer.Block($"public static void {name}({string.Join(", ", parameters)})"))
        {
            for (int i = 0; i < _group.Operands.Length; i++)
            {
                Value operand = _group.Operands[i];
                if (operand is { Length: 1, Kind: not ValueKind.Mask } && (!operand.PerExample || (IsSingleRow && _length > 1)))
                    writer.Line($"{_vector.Type} v{i} = {_vector.Create($"x{_functions.MemoryOf(operand)}")};");
            }

            if (IsSingleRow)
            {
                EmitLoop(writer, $"{_length}", memory => $"x{memory}", mask: "i", hasTail: _length * _element.Size % VectorWidth.Widest != 0);
                return;
            }

            if (isFlat)
            {
                EmitLoop(writer, $"m.Rows * {_length}", memory => $"x{memory}", mask: "i", hasTail: true);
                return;
            }

            using (writer.Block("for (int b = 0; b < m.Rows; b++)"))
            {
                for (int i = 0; i < memories.Count; i++)
                {
                    if (memories[i].PerExample && memories[i].Length > 1)
                        writer.Line($"ref {_element.Name} row{i} = ref Unsafe.Add(ref x{i}, b * {memories[i].Length});");
                }

                for (int i = 0; i < _group.Operands.Length; i++)
                {
                    if (_group.Operands[i] is { PerExample: true, Length: 1, Kind: not ValueKind.Mask } && _length > 1)
                        writer.Line($"{_vector.Type} v{i} = {_vector.Create($"Unsafe.Add(ref x{_functions.MemoryOf(_group.Operands[i])}, b)")};");
                }

                string RowOf(int memory) => memories[memory].PerExample && memories[memory].Length > 1 ? $"row{memory}" : memories[memory].PerExample ? $"Unsafe.Add(ref x{memory}, b)" : $"x{memory}";
                EmitLoop(writer, $"{_length}", RowOf, mask: $"(b * {_length}) + i", hasTail: _length * _element.Size % VectorWidth.Widest != 0);
            }
        }
    }

    private void EmitLoop(SourceWriter writer, string length, Func<int, string> row, string mask, bool hasTail)
    {
        writer.Line($"int length = {length}, i = 0;");
        if (_length * _element.Size >= VectorWidth.Widest && _functions.AreWide)
        {
            using (writer.Block("if (WideVectors.AreFast)"))
                EmitVectors(writer, VectorDialect.Wide(_element), row, mask);
            writer.Line();
        }

        EmitVectors(writer, _vector, row, mask);
        if (!hasTail)
            return;
        writer.Line();
        using (writer.Block("if (i < length)"))
            _functions.EmitTail(writer, _vector, row, mask);
    }

    private void EmitVectors(SourceWriter writer, VectorDialect vector, Func<int, string> row, string mask)
    {
        using (writer.Block($"for (; i <= length - {vector.Count}; i += {vector.Count})"))
            _functions.EmitWhole(writer, vector, row, mask);
    }
}
