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
        && group.Functions.SelectMany(function => function.Expression.Nodes()).OfType<Apply>().All(apply => apply.Function is Function.Negate or Function.Abs or Function.Sqrt or Function.Tanh or Function.Sigmoid);

    /// <summary>The number of the memory that a value lies in.</summary>
    public int MemoryOf(Value value) => Memories.ToList().IndexOf(Memory(places, value));

    /// <summary>Writes the functions for the vector at <c>i</c>.</summary>
    /// <param name="row">The name of the row in a memory.</param>
    /// <param name="mask">The index in a mask.</param>
    /// <param name="load">Loads behind a name, at an offset.</param>
    /// <param name="store">Stores a result behind a name, at an offset.</param>
    public void Emit(SourceWriter writer, VectorDialect vector, Func<int, string> row, string mask, Func<string, int, string> load, Func<string, string, int, string> store)
    {
        int n = group.Operands.Length;
        for (int i = 0; i < n; i++)
        {
            Value operand = group.Operands[i];
            if (operand.Kind == ValueKind.Mask)
                writer.Line($"{vector.Type} v{i} = mask{i}.At({mask});");
            else if (operand.Length == _length && (operand.PerExample || _length > 1) && !computed.Contains(operand))
                writer.Line($"{vector.Type} v{i} = {load(row(MemoryOf(operand)), places.Offset(operand))};");
        }

        for (int j = 0; j < group.Functions.Length; j++)
        {
            GroupedFunction function = group.Functions[j];
            var printer = new ExpressionPrinter(vector, index => index < n ? $"v{index}" : $"y{index - n}", $"_{j}");
            (IReadOnlyList<string> statements, string result) = printer.Print(function.Expression);
            foreach (string statement in statements)
                writer.Line(statement);
            writer.Line($"{vector.Type} y{j} = {result};");
            if (function.Stores)
                writer.Line(store($"y{j}", row(MemoryOf(function.Result)), places.Offset(function.Result)));
        }
    }

    /// <summary>Writes the functions for a whole vector at <c>i</c>.</summary>
    public void EmitWhole(SourceWriter writer, VectorDialect vector, Func<int, string> row, string mask) => Emit(
        writer, vector, row, mask,
        (reference, offset) => $"{vector.Class}.LoadUnsafe(ref {reference}, (nuint){Index(offset)})",
        (result, reference, offset) => $"{result}.StoreUnsafe(ref {reference}, (nuint){Index(offset)});");

    /// <summary>Writes the functions for the first <c>length - i</c> lanes of a vector.</summary>
    public void EmitTail(SourceWriter writer, VectorDialect vector, Func<int, string> row, string mask) => Emit(
        writer, vector, row, mask,
        (reference, offset) => $"VectorMath.LoadFirst(ref Unsafe.Add(ref {reference}, {At(offset)}), length - i)",
        (result, reference, offset) => $"VectorMath.StoreFirst({result}, ref Unsafe.Add(ref {reference}, {At(offset)}), length - i);");

    private static Value Memory(SequencePlaces places, Value value) => places.IsPart(value) ? places.Owner(value) : value;

    private string Describe(Value value) =>
        $"{value.Kind == ValueKind.Mask}:{value.PerExample}:{value.Length}:{(computed.Contains(value) ? "computed" : $"{MemoryOf(value)}:{Memory(places, value).Length}+{places.Offset(value)}")}";

    private static string Index(int offset) => offset == 0 ? "i" : $"(i + {offset})";

    private static string At(int offset) => offset == 0 ? "i" : $"i + {offset}";
}
