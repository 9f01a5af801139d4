using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Emit;

/// <summary>The functions of a group on one vector of elements: operands are loaded once, and results that only functions behind them read stay in registers.</summary>
/// <param name="group">The functions.</param>
/// <param name="places">Where the parts of values lie.</param>
/// <param name="computed">Operands that are in a local already, <c>v</c> with the number of the operand.</param>
internal sealed class GroupFunctions(ElementwiseGroup group, SequencePlaces places, IReadOnlyCollection<Value> computed)
{
    private readonly int _length = group.Functions[0].Result.Length;

    /// <summary>The memories that a loop goes through, each with the values that lie in it.</summary>
    public IReadOnlyList<Value> Memories { get; } =
        [.. group.Operands.Where(operand => operand.Kind != ValueKind.Mask && !computed.Contains(operand)).Concat(group.Outputs).Select(value => Memory(places, value)).Distinct()];

    /// <summary>What distinguishes kernels: the functions, how far apart rows are, and where a part begins.</summary>
    public string Key => $"{_length} {string.Join(" ", group.Operands.Concat(group.Outputs).Select(Describe))} {string.Join(" ", group.Functions.Select(f => $"{f.Stores} {f.Expression}"))}";

    /// <summary>Whether all functions are there for 512-bit vectors: broadcast numbers and random ones are vectors of the portable kind.</summary>
    public bool AreWide => group.Operands.All(operand => operand.Kind != ValueKind.Mask && operand.Length == _length)
        && group.Functions.All(function => function.Expression.IsWide());

    /// <summary>The number of the memory that a value lies in.</summary>
    public int MemoryOf(Value value) => Memories.ToList().IndexOf(Memory(places, value));

    /// <summary>Writes the functions for vectors side by side from <c>i</c> on, each function for all of them, so that none waits for another.</summary>
    /// <param name="writer">Receives them.</param>
    /// <param name="vector">The vectors.</param>
    /// <param name="row">The name of the row in a memory.</param>
    /// <param name="mask">The index in a mask.</param>
    /// <param name="load">Loads behind a name, at an offset, one of the vectors.</param>
    /// <param name="store">Stores a result behind a name, at an offset, for one of the vectors.</param>
    /// <param name="count">How many vectors there are; with several, names end with <see cref="VectorDialect.Suffix"/>.</param>
    private void Emit(
        SourceWriter writer, VectorDialect vector, Func<int, string> row, string mask, Func<string, int, int, string> load, Func<string, string, int, int, string> store, int count = 1)
    {
        int n = group.Operands.Length;
        for (int i = 0; i < n; i++)
        {
            Value operand = group.Operands[i];
            for (int v = 0; v < count; v++)
            {
                string name = $"v{i}{VectorDialect.Suffix(v, count)}";
                if (operand.Kind == ValueKind.Mask)
                    writer.Line($"{vector.Type} {name} = mask{i}.At({mask});");
                else if (operand.Length == _length && (operand.PerExample || _length > 1) && !computed.Contains(operand))
                    writer.Line($"{vector.Type} {name} = {load(row(MemoryOf(operand)), places.Offset(operand), v)};");
            }
        }

        for (int j = 0; j < group.Functions.Length; j++)
        {
            GroupedFunction function = group.Functions[j];
            for (int v = 0; v < count; v++)
            {
                string suffix = VectorDialect.Suffix(v, count);
                var printer = new ExpressionPrinter(vector, index => index < n ? $"v{index}{suffix}" : $"y{index - n}{suffix}", $"_{j}{suffix}");
                (IReadOnlyList<string> statements, string result) = printer.Print(function.Expression);
                foreach (string statement in statements)
                    writer.Line(statement);
                writer.Line($"{vector.Type} y{j}{suffix} = {result};");
                if (function.Stores)
                    writer.Line(store($"y{j}{suffix}", row(MemoryOf(function.Result)), places.Offset(function.Result), v));
            }
        }
    }

    /// <summary>Writes the functions for whole vectors side by side from <c>i</c> on.</summary>
    public void EmitWhole(SourceWriter writer, VectorDialect vector, Func<int, string> row, string mask, int count = 1) => Emit(
        writer, vector, row, mask,
        (reference, offset, v) => $"{vector.Class}.LoadUnsafe(ref {reference}, (nuint){Index(vector, offset, v)})",
        (result, reference, offset, v) => $"{result}.StoreUnsafe(ref {reference}, (nuint){Index(vector, offset, v)});",
        count);

    /// <summary>Writes the functions for the first <c>length - i</c> lanes of a vector.</summary>
    public void EmitTail(SourceWriter writer, VectorDialect vector, Func<int, string> row, string mask) => Emit(
        writer, vector, row, mask,
        (reference, offset, _) => $"VectorMath.LoadFirst(ref Unsafe.Add(ref {reference}, {At(offset)}), length - i)",
        (result, reference, offset, _) => $"VectorMath.StoreFirst({result}, ref Unsafe.Add(ref {reference}, {At(offset)}), length - i);");

    private static Value Memory(SequencePlaces places, Value value) => places.IsPart(value) ? places.Owner(value) : value;

    private string Describe(Value value) =>
        $"{value.Kind == ValueKind.Mask}:{value.PerExample}:{value.Length}:{(computed.Contains(value) ? "computed" : $"{MemoryOf(value)}:{Memory(places, value).Length}+{places.Offset(value)}")}";

    private static string Index(VectorDialect vector, int offset, int v) => offset == 0 && v == 0 ? "i" : offset == 0 && v > 1 ? $"(i + ({vector.Lane(v)}))" : $"(i + {vector.Offset(offset, v)})";

    private static string At(int offset) => offset == 0 ? "i" : $"i + {offset}";
}
