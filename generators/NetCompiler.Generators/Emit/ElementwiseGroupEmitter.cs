using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Emit;

/// <summary>Emits functions of one shape as one loop: operands are loaded once, and results that only functions behind them read stay in registers.</summary>
internal sealed class ElementwiseGroupEmitter
{
    /// <summary>Bytes of the widest vector.</summary>
    private const int WidestVector = 64;

    private readonly ElementwiseGroup _group;
    private readonly ElementType _element;
    private readonly VectorDialect _vector;
    private readonly SequencePlaces _places;
    private readonly int _length;

    /// <summary>The memories that the loop goes through, each with the values that lie in it.</summary>
    private readonly List<Value> _memories;

    public ElementwiseGroupEmitter(ElementwiseGroup group, ElementType element, SequencePlaces places)
    {
        (_group, _element, _places, _vector) = (group, element, places, VectorDialect.Portable(element));
        _length = group.Functions[0].Result.Length;
        _memories = [.. group.Operands.Where(IsInMemory).Concat(group.Outputs).Select(Memory).Distinct()];
    }

    /// <summary>The first values of the memories, in the order of the kernel's parameters.</summary>
    public IReadOnlyList<Value> Arguments => [.. _memories, .. _group.Operands.Where(operand => operand.Kind == ValueKind.Mask)];

    public string Key => $"ElementwiseGroup {_length} {string.Join(" ", _group.Operands.Concat(_group.Outputs).Select(Describe))} {string.Join(" ", _group.Functions.Select(f => $"{f.Stores} {f.Expression}"))}";

    public void Emit(SourceWriter writer, string name)
    {
        bool isFlat = _group.Operands.All(operand => operand.PerExample && operand.Length == _length) && !_group.Operands.Concat(_group.Outputs).Any(_places.IsPart);
        writer.Line($"/// <summary>{_group.Functions.Length} {(_group.Functions.Length == 1 ? "function" : "functions")} of [b, {_length}], element by element.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        string memories = string.Concat(_memories.Select((_, i) => $"ref {_element.Name} x{i}, "));
        string masks = string.Concat(_group.Operands.Select((operand, i) => operand.Kind == ValueKind.Mask ? $"RandomMask<{_element.Name}> mask{i}, " : ""));
        using (writer.Block($"public static void {name}({memories}{masks}in RowBlock<{_element.Name}> m)"))
        {
            for (int i = 0; i < _group.Operands.Length; i++)
            {
                if (!_group.Operands[i].PerExample && _group.Operands[i].Length == 1)
                    writer.Line($"{_vector.Type} v{i} = {_vector.Create($"x{_memories.IndexOf(Memory(_group.Operands[i]))}")};");
            }

            if (isFlat)
            {
                EmitLoop(writer, $"m.Rows * {_length}", memory => $"x{memory}", mask: "i", hasTail: true);
                return;
            }

            using (writer.Block("for (int b = 0; b < m.Rows; b++)"))
            {
                for (int i = 0; i < _memories.Count; i++)
                {
                    if (_memories[i].PerExample && _memories[i].Length > 1)
                        writer.Line($"ref {_element.Name} row{i} = ref Unsafe.Add(ref x{i}, b * {_memories[i].Length});");
                }

                for (int i = 0; i < _group.Operands.Length; i++)
                {
                    if (_group.Operands[i] is { PerExample: true, Length: 1, Kind: not ValueKind.Mask } && _length > 1)
                        writer.Line($"{_vector.Type} v{i} = {_vector.Create($"Unsafe.Add(ref x{_memories.IndexOf(Memory(_group.Operands[i]))}, b)")};");
                }

                string RowOf(int memory) => _memories[memory].PerExample && _memories[memory].Length > 1 ? $"row{memory}" : _memories[memory].PerExample ? $"Unsafe.Add(ref x{memory}, b)" : $"x{memory}";
                EmitLoop(writer, $"{_length}", RowOf, mask: $"(b * {_length}) + i", hasTail: _length * _element.Size % WidestVector != 0);
            }
        }
    }

    /// <summary>What distinguishes kernels with the same functions: how far apart rows are, and where a part begins.</summary>
    private string Describe(Value value) =>
        $"{value.Kind == ValueKind.Mask}:{value.PerExample}:{value.Length}:{_memories.IndexOf(Memory(value))}:{Memory(value).Length}+{_places.Offset(value)}";

    private Value Memory(Value value) => _places.IsPart(value) ? _places.Owner(value) : value;

    private static bool IsInMemory(Value operand) => operand.Kind != ValueKind.Mask;

    private void EmitLoop(SourceWriter writer, string length, Func<int, string> row, string mask, bool hasTail)
    {
        writer.Line($"int length = {length}, i = 0;");
        if (IsWide)
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
        {
            EmitFunctions(
                writer, _vector, row, mask,
                (reference, offset) => $"VectorMath.LoadFirst(ref Unsafe.Add(ref {reference}, {Place(offset)}), length - i)",
                (result, reference, offset) => $"VectorMath.StoreFirst({result}, ref Unsafe.Add(ref {reference}, {Place(offset)}), length - i);");
        }
    }

    /// <summary>Whether there is a loop with 512-bit vectors: all functions have to be there for them, and broadcast numbers and random ones are vectors of the portable kind.</summary>
    private bool IsWide => (_length * _element.Size >= WidestVector)
        && _group.Operands.All(operand => operand.Kind != ValueKind.Mask && operand.Length == _length)
        && _group.Functions.SelectMany(function => function.Expression.Nodes()).OfType<Apply>().All(apply => apply.Function is Function.Negate or Function.Abs or Function.Sqrt or Function.Tanh or Function.Sigmoid);

    private void EmitVectors(SourceWriter writer, VectorDialect vector, Func<int, string> row, string mask)
    {
        using (writer.Block($"for (; i <= length - {vector.Count}; i += {vector.Count})"))
        {
            EmitFunctions(
                writer, vector, row, mask,
                (reference, offset) => $"{vector.Class}.LoadUnsafe(ref {reference}, (nuint){Index(offset)})",
                (result, reference, offset) => $"{result}.StoreUnsafe(ref {reference}, (nuint){Index(offset)});");
        }
    }

    private void EmitFunctions(SourceWriter writer, VectorDialect vector, Func<int, string> row, string mask, Func<string, int, string> load, Func<string, string, int, string> store)
    {
        int n = _group.Operands.Length;
        for (int i = 0; i < n; i++)
        {
            Value operand = _group.Operands[i];
            if (operand.Kind == ValueKind.Mask)
                writer.Line($"{_vector.Type} v{i} = mask{i}.At({mask});");
            else if (operand.Length == _length && (operand.PerExample || _length > 1))
                writer.Line($"{vector.Type} v{i} = {load(row(_memories.IndexOf(Memory(operand))), _places.Offset(operand))};");
        }

        for (int j = 0; j < _group.Functions.Length; j++)
        {
            GroupedFunction function = _group.Functions[j];
            var printer = new ExpressionPrinter(vector, index => index < n ? $"v{index}" : $"y{index - n}", $"_{j}");
            (IReadOnlyList<string> statements, string result) = printer.Print(function.Expression);
            foreach (string statement in statements)
                writer.Line(statement);
            writer.Line($"{vector.Type} y{j} = {result};");
            if (function.Stores)
                writer.Line(store($"y{j}", row(_memories.IndexOf(Memory(function.Result))), _places.Offset(function.Result)));
        }
    }

    private static string Index(int offset) => offset == 0 ? "i" : $"(i + {offset})";

    private static string Place(int offset) => offset == 0 ? "i" : $"i + {offset}";
}
