using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Emit.Products;

/// <summary>Emits one step of a recurrent cell for a single stream: vector by vector of its units, the sums of all gates in registers and then the functions of the gates.</summary>
internal sealed class StreamCellEmitter
{
    /// <summary>The least terms that are added up in pairs.</summary>
    private const int LeastPairs = 8;

    /// <summary>With fewer sums each term would wait for the one before: the odd ones get sums of their own.</summary>
    private const int EnoughSums = 8;

    /// <summary>The most sums in registers at once, of vectors of 512 bits and of others, of which processors have fewer registers.</summary>
    private const int MostWideSums = 16, MostSums = 12;

    /// <summary>The bytes of the vectors that most processors have.</summary>
    private const int CommonVector = 32;

    private readonly StreamCell _cell;
    private readonly ElementType _element;
    private readonly GroupFunctions _gates;
    private readonly string _type;
    private readonly int _units;

    /// <summary>The products, in the order of the kernel's parameters.</summary>
    private readonly IReadOnlyList<Factor> _factors;

    /// <summary>The memory for sums, the last of the kernel's parameters.</summary>
    private const string Sums = "sums";

    public StreamCellEmitter(StreamCell cell, ElementType element, SequencePlaces places)
    {
        (_cell, _element, _type) = (cell, element, element.Name);
        _units = cell.Gates.Functions[0].Result.Length;
        _gates = new GroupFunctions(cell.Gates, places, [.. cell.Columns.Keys]);
        int alignment = 64 / element.Size;
        _factors = [.. cell.Products.SelectMany(FactorsOf).Select((factor, i) => factor with { Name = i == 0 ? "x" : i == 1 ? "h" : $"x{(char)('a' + i)}", Weight = i == 0 ? "weight" : i == 1 ? "recurrent" : $"weight{(char)('A' + i)}" })];

        IEnumerable<Factor> FactorsOf(MatrixProduct product)
        {
            Value sums = product.Joined is null ? product.Result : product.Epilogue!.Result;
            foreach (MatrixProduct part in new[] { product.Joined, product }.OfType<MatrixProduct>())
            {
                int biasOffset = part.Bias is null ? -1 : (part.Right.Length + alignment - 1) / alignment * alignment;
                yield return new Factor(part, sums, part.Left.Length, part.Columns, biasOffset);
            }
        }
    }

    /// <summary>A product that is added to some sums.</summary>
    /// <param name="Product">The product.</param>
    /// <param name="Sums">What its sums are part of.</param>
    /// <param name="Depth">Terms of each sum.</param>
    /// <param name="Columns">Columns of the weight.</param>
    /// <param name="BiasOffset">Where the bias lies behind the first weight; -1 for none.</param>
    private sealed record Factor(MatrixProduct Product, Value Sums, int Depth, int Columns, int BiasOffset)
    {
        public string Name { get; init; } = "";

        public string Weight { get; init; } = "";
    }

    /// <summary>What distinguishes kernels.</summary>
    public string Key =>
        $"Cell {string.Join(" ", _factors.Select(factor => $"{factor.Depth}x{factor.Columns}+{factor.BiasOffset}:{string.Join(",", SumsOf(factor))}"))} {_gates.Key}";

    /// <summary>What the kernel reads and writes, in the order of its parameters.</summary>
    public IEnumerable<Value> Arguments => [.. _factors.SelectMany(factor => new[] { factor.Product.Left, factor.Product.Right }), .. _gates.Memories, _cell.Sums];

    public void Emit(SourceWriter writer, string name)
    {
        string products = string.Join(" and ", _factors.Select(factor => $"{factor.Name}[{factor.Depth}]·{factor.Weight}[{factor.Depth}, {factor.Columns}]"));
        writer.Line($"/// <summary>One step of {_units} units: {products}, then the functions of the gates.</summary>");
        int together = Together(MostSums, CommonVector), wideTogether = _gates.AreWide ? Together(MostWideSums, VectorWidth.Widest) : 0;
        // A part of a wide vector that is left over would be a loop of its own.
        bool isOneLoop = together > 1 && _units * _element.Size == together * CommonVector;
        bool isWide = wideTogether > 0 && (IsWhole || !isOneLoop);
        if (!isWide && together <= 1)
        {
            EmitMethod(writer, $"public static void {name}", [.. Operands, Sums], EmitInTurn);
            return;
        }

        // One method each, because the JIT inlines only so much into one.
        EmitMethod(writer, $"public static void {name}", [.. Operands, Sums], w =>
        {
            w.Line("if (WideVectors.AreFast)");
            using (w.Indent())
                w.Line($"{name}_512({Passed(Operands)});");
            w.Line("else");
            using (w.Indent())
                w.Line($"{name}_InTurn({Passed([.. Operands, Sums])});");
        }, "AggressiveInlining");
        writer.Line();
        writer.Line("/// <summary>The sums stay in registers.</summary>");
        EmitMethod(writer, $"private static void {name}_512", Operands, w => EmitInRegisters(w, isWide ? wideTogether : 0, together));
        writer.Line();
        writer.Line("/// <summary>First all sums and then all functions, where there are not the registers for both.</summary>");
        EmitMethod(writer, $"private static void {name}_InTurn", [.. Operands, Sums], EmitInTurn);
    }

    /// <summary>Whether the units fill vectors of every width.</summary>
    private bool IsWhole => _units * _element.Size % VectorWidth.Widest == 0;

    /// <summary>Parameters of every method.</summary>
    private IEnumerable<string> Operands => [.. _factors.SelectMany(factor => new[] { factor.Name, factor.Weight }), .. _gates.Memories.Select((_, i) => Memory(i))];

    private static string Passed(IEnumerable<string> parameters) => string.Join(", ", parameters.Select(parameter => $"ref {parameter}"));

    private void EmitMethod(SourceWriter writer, string header, IEnumerable<string> parameters, Action<SourceWriter> body, string options = "AggressiveOptimization")
    {
        writer.Line($"[MethodImpl(MethodImplOptions.{options})]");
        using (writer.Block($"{header}({string.Join(", ", parameters.Select(parameter => $"ref {_type} {parameter}"))})"))
            body(writer);
    }

    /// <summary>Vector by vector, as many side by side as fit the registers.</summary>
    private void EmitInRegisters(SourceWriter writer, int wideTogether, int together)
    {
        VectorDialect portable = VectorDialect.Portable(_element);
        writer.Line($"int length = {_units}, i = 0;");
        if (wideTogether > 0)
            EmitLoops(VectorDialect.Wide(_element), wideTogether);
        if (wideTogether > 0 && IsWhole)
            return;
        if (wideTogether > 0)
            writer.Line();
        EmitLoops(portable, Math.Max(together, 1));
        if (IsWhole)
            return;
        writer.Line();
        using (writer.Block("if (i < length)"))
        {
            EmitSums(writer, portable, count: 1);
            _gates.EmitTail(writer, portable, Memory, mask: "");
        }

        void EmitLoops(VectorDialect vector, int most)
        {
            foreach (int count in new[] { most, 1 }.Distinct())
            {
                if (count < most)
                    writer.Line();
                using (writer.Block($"for (; i <= length - {(count == 1 ? vector.Count : $"({vector.Lane(count)})")}; i += {vector.Lane(count)})"))
                {
                    EmitSums(writer, vector, count);
                    _gates.EmitWhole(writer, vector, Memory, mask: "", count);
                }
            }
        }
    }

    /// <summary>The sums of all units to memory, and then the functions, so that the steps of neither wait for each other.</summary>
    private void EmitInTurn(SourceWriter writer)
    {
        VectorDialect vector = VectorDialect.Portable(_element);
        int[] operands = [.. _factors.SelectMany(SumsOf).Select(sum => sum.Operand).Distinct()];
        int stride = _cell.Sums.Length / operands.Length;
        writer.Line($"int length = {_units}, i = 0;");
        using (writer.Block($"for (; i < length; i += {vector.Count})"))
        {
            EmitSums(writer, vector, count: 1);
            for (int j = 0; j < operands.Length; j++)
                writer.Line($"v{operands[j]}.StoreUnsafe(ref {Sums}, (nuint){At(j)});");
        }

        writer.Line();
        using (writer.Block($"for (i = 0; i <= length - {vector.Count}; i += {vector.Count})"))
        {
            LoadSums();
            _gates.EmitWhole(writer, vector, Memory, mask: "");
        }

        if (IsWhole)
            return;
        writer.Line();
        using (writer.Block("if (i < length)"))
        {
            LoadSums();
            _gates.EmitTail(writer, vector, Memory, mask: "");
        }

        void LoadSums()
        {
            for (int j = 0; j < operands.Length; j++)
                writer.Line($"{vector.Type} v{operands[j]} = {vector.Class}.LoadUnsafe(ref {Sums}, (nuint){At(j)});");
        }

        string At(int j) => j == 0 ? "i" : $"(i + {j * stride})";
    }

    private static string Memory(int number) => $"x{number}";

    /// <summary>How many vectors of units there are whose sums fit into registers side by side.</summary>
    private int Together(int mostSums, int vectorBytes) =>
        Math.Min(_units * _element.Size / vectorBytes, Math.Max(mostSums / _factors.SelectMany(SumsOf).Select(sum => sum.Operand).Distinct().Count(), 1));

    /// <summary>The operands of the gates that a product is added to, each with the column at which it begins.</summary>
    private IEnumerable<(int Operand, int Column)> SumsOf(Factor factor)
    {
        for (int operand = 0; operand < _cell.Gates.Operands.Length; operand++)
        {
            if (_cell.Columns.TryGetValue(_cell.Gates.Operands[operand], out View view) && view.Whole == factor.Sums)
                yield return (operand, view.Offset);
        }
    }

    private void EmitSums(SourceWriter writer, VectorDialect vector, int count)
    {
        HashSet<Value> begun = [];
        foreach (Factor factor in _factors)
        {
            List<(int Operand, int Column)> sums = [.. SumsOf(factor)];
            string rows = $"{factor.Name}w";
            writer.Line($"ref {_type} {rows} = ref Unsafe.Add(ref {factor.Weight}, i);");
            if (begun.Add(factor.Sums))
            {
                foreach ((string sum, int column, int v) in Vectors(sums, count))
                    writer.Line($"{vector.Type} v{sum} = {(factor.BiasOffset < 0 ? vector.Zero : vector.Load(rows, vector.Offset(factor.BiasOffset + column, v)))};");
            }

            EmitTerms(writer, vector, factor, rows, sums, count);
        }
    }

    /// <summary>The sums of all vectors side by side: the end of the name, the column, and which vector.</summary>
    private static IEnumerable<(string Sum, int Column, int Vector)> Vectors(List<(int Operand, int Column)> sums, int count) =>
        Enumerable.Range(0, count).SelectMany(v => sums.Select(sum => ($"{sum.Operand}{VectorDialect.Suffix(v, count)}", sum.Column, v)));

    private void EmitTerms(SourceWriter writer, VectorDialect vector, Factor factor, string rows, List<(int Operand, int Column)> sums, int count)
    {
        (string name, int depth) = (factor.Name, factor.Depth);
        if (depth == 1)
        {
            EmitTerm(name, isOdd: false);
            return;
        }

        bool hasOdd = depth >= LeastPairs && sums.Count * count < EnoughSums;
        if (hasOdd)
        {
            foreach ((string sum, _, _) in Vectors(sums, count))
                writer.Line($"{vector.Type} {name}Odd{sum} = {vector.Zero};");
        }

        int turn = hasOdd ? 2 : 1;
        writer.Line($"ref {_type} {name}k = ref {name};");
        using (writer.Block($"for (int k = 0; k < {depth / turn}; k++)"))
        {
            EmitTerm($"{name}k", isOdd: false);
            if (hasOdd)
                EmitTerm($"Unsafe.Add(ref {name}k, 1)", isOdd: true);
            writer.Line($"{name}k = ref Unsafe.Add(ref {name}k, {turn});");
            writer.Line($"{rows} = ref Unsafe.Add(ref {rows}, {turn * factor.Columns});");
        }

        if (!hasOdd)
            return;
        if (depth % 2 == 1)
        {
            using (writer.Block())
                EmitTerm($"{name}k", isOdd: false);
        }

        foreach ((string sum, _, _) in Vectors(sums, count))
            writer.Line($"v{sum} += {name}Odd{sum};");

        void EmitTerm(string element, bool isOdd)
        {
            string term = $"{name}Term{(isOdd ? "1" : "")}";
            writer.Line($"{vector.Type} {term} = {vector.Create(element)};");
            foreach ((string end, int column, int v) in Vectors(sums, count))
            {
                string sum = isOdd ? $"{name}Odd{end}" : $"v{end}";
                writer.Line($"{sum} = {vector.Class}.MultiplyAddEstimate({term}, {vector.Load(rows, vector.Offset((isOdd ? factor.Columns : 0) + column, v))}, {sum});");
            }
        }
    }
}
