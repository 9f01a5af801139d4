using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Emit.Products;

/// <summary>What a product kernel does with its sums: it stores them, or what an epilogue makes of them, or both.</summary>
internal sealed class SumStore(ProductSignature signature)
{
    /// <summary>Where a result goes: the name of the reference.</summary>
    public string Output { get; } = signature.Form == ProductForm.Forward ? "y" : "dx";

    /// <summary>Where the sums go: to the output, unless an epilogue's result goes there and the sums are wanted besides.</summary>
    public string Sums => signature.Epilogue is not null && signature.StoresSums ? "z" : Output;

    public IEnumerable<string> Saved => Enumerable.Range(0, signature.SavedCount).Select(i => $"saved{i}");

    public IEnumerable<string> Masks => Enumerable.Range(0, signature.MaskCount).Select(i => $"mask{i}");

    /// <summary>References to results and saved values, in the order of all signatures.</summary>
    public IReadOnlyList<string> Places => [Output, .. Sums == "z" ? ["z"] : Array.Empty<string>(), .. Saved];

    /// <summary>Stores a sum, through the epilogue where that is fused, at an offset from every place.</summary>
    /// <param name="count">How many lanes are stored, as an expression; null for all.</param>
    public void Emit(SourceWriter writer, string name, VectorDialect dialect, string offset, string sum, string? count)
    {
        string At(string place) => Place.At(place, offset);
        void Store(string value, string place) => writer.Line(count is null
            ? $"{value}.StoreUnsafe({At(place)});"
            : $"VectorMath.Store({value}, {At(place)}, {count});");
        if (!signature.FusesInRegisters)
        {
            Store(sum, Sums);
            return;
        }

        if (signature.StoresSums)
            Store(sum, Sums);
        string arguments = string.Join(", ", [sum, .. Saved.Select(saved => $"{dialect.Class}.LoadUnsafe({At(saved)})")]);
        Store($"{name}_Epilogue({arguments})", Output);
    }

    /// <summary>Emits the epilogue as a method for each kind of vector, where it is fused.</summary>
    public void EmitEpilogue(SourceWriter writer, string name, IEnumerable<VectorDialect> dialects)
    {
        if (!signature.FusesInRegisters)
            return;
        foreach (VectorDialect dialect in dialects.Distinct())
        {
            writer.Line();
            string parameters = string.Join(", ", ["sum", .. Saved]).Replace(", ", $", {dialect.Type} ");
            var printer = new ExpressionPrinter(dialect, index => index == 0 ? "sum" : $"saved{index - 1}");
            (IReadOnlyList<string> statements, string result) = printer.Print(signature.Epilogue!);
            writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
            using (writer.Block($"private static {dialect.Type} {name}_Epilogue({dialect.Type} {parameters})"))
            {
                foreach (string statement in statements)
                    writer.Line(statement);
                writer.Line($"return {result};");
            }
        }
    }
}
