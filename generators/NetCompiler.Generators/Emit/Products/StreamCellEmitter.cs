using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Emit.Products;

/// <summary>Emits one step of a recurrent cell for a single stream: vector by vector of its units, the sums of all gates in registers and then the functions of the gates.</summary>
internal sealed class StreamCellEmitter
{
    /// <summary>The least terms that are added up in pairs.</summary>
    private const int LeastPairs = 8;

    private readonly StreamCell _cell;
    private readonly ElementType _element;
    private readonly GroupFunctions _gates;
    private readonly string _type;
    private readonly int _units;

    /// <summary>The products, in the order of the kernel's parameters.</summary>
    private readonly IReadOnlyList<Factor> _factors;

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
        $"Cell {string.Join(" ", _factors.Select(factor => $"{factor.Depth}x{factor.Columns}+{factor.BiasOffset}:{string.Join(",", Sums(factor))}"))} {_gates.Key}";

    /// <summary>What the kernel reads and writes, in the order of its parameters.</summary>
    public IEnumerable<Value> Arguments => [.. _factors.SelectMany(factor => new[] { factor.Product.Left, factor.Product.Right }), .. _gates.Memories];

    public void Emit(SourceWriter writer, string name)
    {
        string products = string.Join(" and ", _factors.Select(factor => $"{factor.Name}[{factor.Depth}]·{factor.Weight}[{factor.Depth}, {factor.Columns}]"));
        writer.Line($"/// <summary>One step of {_units} units: {products}, then the functions of the gates.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        IEnumerable<string> parameters = [.. _factors.SelectMany(factor => new[] { factor.Name, factor.Weight }), .. _gates.Memories.Select((_, i) => $"x{i}")];
        using (writer.Block($"public static void {name}({string.Join(", ", parameters.Select(parameter => $"ref {_type} {parameter}"))})"))
        {
            writer.Line($"int length = {_units}, i = 0;");
            VectorDialect wide = VectorDialect.Wide(_element), portable = VectorDialect.Portable(_element);
            bool isWide = _units * _element.Size >= ElementwiseGroupEmitter.WidestVector && _gates.AreWide;
            if (isWide)
            {
                using (writer.Block("if (WideVectors.AreFast)"))
                    EmitLoop(wide);
                writer.Line();
            }

            EmitLoop(portable);
            if (_units * _element.Size % ElementwiseGroupEmitter.WidestVector == 0)
                return;
            writer.Line();
            using (writer.Block("if (i < length)"))
            {
                EmitSums(writer, portable);
                _gates.EmitTail(writer, portable, memory => $"x{memory}", mask: "");
            }

            void EmitLoop(VectorDialect vector)
            {
                using (writer.Block($"for (; i <= length - {vector.Count}; i += {vector.Count})"))
                {
                    EmitSums(writer, vector);
                    _gates.EmitWhole(writer, vector, memory => $"x{memory}", mask: "");
                }
            }
        }
    }

    /// <summary>The operands of the gates that a product is added to, each with the column at which it begins.</summary>
    private IEnumerable<(int Operand, int Column)> Sums(Factor factor)
    {
        for (int operand = 0; operand < _cell.Gates.Operands.Length; operand++)
        {
            if (_cell.Columns.TryGetValue(_cell.Gates.Operands[operand], out View view) && view.Whole == factor.Sums)
                yield return (operand, view.Offset);
        }
    }

    private void EmitSums(SourceWriter writer, VectorDialect vector)
    {
        HashSet<Value> begun = [];
        foreach (Factor factor in _factors)
        {
            List<(int Operand, int Column)> sums = [.. Sums(factor)];
            string rows = $"{factor.Name}w";
            writer.Line($"ref {_type} {rows} = ref Unsafe.Add(ref {factor.Weight}, i);");
            if (begun.Add(factor.Sums))
            {
                foreach ((int operand, int column) in sums)
                    writer.Line($"{vector.Type} v{operand} = {(factor.BiasOffset < 0 ? vector.Zero : vector.Load(rows, $"{factor.BiasOffset + column}"))};");
            }

            EmitTerms(writer, vector, factor, rows, sums);
        }
    }

    private void EmitTerms(SourceWriter writer, VectorDialect vector, Factor factor, string rows, List<(int Operand, int Column)> sums)
    {
        (string name, int depth) = (factor.Name, factor.Depth);
        if (depth == 1)
        {
            EmitTerm(writer, vector, factor, rows, sums, name, isOdd: false);
            return;
        }

        // With one sum only, each term would wait for the one before: the odd ones get sums of their own.
        bool hasOdd = depth >= LeastPairs;
        if (hasOdd)
        {
            foreach ((int operand, _) in sums)
                writer.Line($"{vector.Type} {name}Odd{operand} = {vector.Zero};");
        }

        int turn = hasOdd ? 2 : 1;
        writer.Line($"ref {_type} {name}k = ref {name};");
        using (writer.Block($"for (int k = 0; k < {depth / turn}; k++)"))
        {
            EmitTerm(writer, vector, factor, rows, sums, $"{name}k", isOdd: false);
            if (hasOdd)
                EmitTerm(writer, vector, factor, rows, sums, $"Unsafe.Add(ref {name}k, 1)", isOdd: true);
            writer.Line($"{name}k = ref Unsafe.Add(ref {name}k, {turn});");
            writer.Line($"{rows} = ref Unsafe.Add(ref {rows}, {turn * factor.Columns});");
        }

        if (!hasOdd)
            return;
        if (depth % 2 == 1)
        {
            using (writer.Block())
                EmitTerm(writer, vector, factor, rows, sums, $"{name}k", isOdd: false);
        }

        foreach ((int operand, _) in sums)
            writer.Line($"v{operand} += {name}Odd{operand};");
    }

    private static void EmitTerm(SourceWriter writer, VectorDialect vector, Factor factor, string rows, List<(int Operand, int Column)> sums, string element, bool isOdd)
    {
        string term = $"{factor.Name}Term{(isOdd ? "1" : "")}";
        writer.Line($"{vector.Type} {term} = {vector.Create(element)};");
        foreach ((int operand, int column) in sums)
        {
            string sum = isOdd ? $"{factor.Name}Odd{operand}" : $"v{operand}";
            writer.Line($"{sum} = {vector.Class}.MultiplyAddEstimate({term}, {vector.Load(rows, $"{(isOdd ? factor.Columns : 0) + column}")}, {sum});");
        }
    }
}
