using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Emit.Products;

/// <summary>What a product kernel does with its sums: it stores them, or what an epilogue makes of them. Behind an epilogue the sums themselves can be kept too: then <c>sums</c> says how many
/// bytes behind the result they go, and is 0 where nobody wants them, so that one kernel serves training and measuring.</summary>
/// <param name="signature">The product.</param>
/// <param name="element">The element type.</param>
internal sealed class SumStore(ProductSignature signature, ElementType element)
{
    /// <summary>The condition under which the sums are kept.</summary>
    public const string IsKept = "sums != 0";

    /// <summary>Whether the tiles apply the epilogue, and may keep the sums besides.</summary>
    public bool KeepsInRegisters => signature.KeepsSums && signature.FusesInRegisters;

    /// <summary>Where a result goes: the name of the reference.</summary>
    public string Output { get; } = signature.Form == ProductForm.Forward ? "y" : "dx";

    /// <summary>Where the sums lie that a loop makes the result of.</summary>
    public string Sums => signature.KeepsSums ? "z" : Output;

    public IEnumerable<string> Saved => Enumerable.Range(0, signature.SavedCount).Select(i => $"saved{i}");

    public IEnumerable<string> Masks => Enumerable.Range(0, signature.MaskCount).Select(i => $"mask{i}");

    /// <summary>The references of a kernel to results and saved values, which advance together.</summary>
    public IEnumerable<string> Places => [Output, .. signature.KeepsSums && !signature.FusesInRegisters ? [Sums] : Array.Empty<string>(), .. Saved];

    /// <summary>Parameters of a kernel for results, saved values and masks, with a comma in front.</summary>
    public string Parameters
    {
        get
        {
            IEnumerable<string> parameters =
                [Typed(Output), .. signature.KeepsSums ? ["nint sums"] : Array.Empty<string>(), .. Saved.Select(Typed), .. Masks.Select(mask => $"RandomMask<{element.Name}> {mask}")];
            return string.Concat(parameters.Select(parameter => $", {parameter}"));
        }
    }

    /// <summary>Arguments for all <see cref="Parameters"/>, with a comma in front.</summary>
    public string AllArguments
    {
        get
        {
            IEnumerable<string> arguments = [$"ref {Output}", .. signature.KeepsSums ? ["sums"] : Array.Empty<string>(), .. Saved.Select(saved => $"ref {saved}"), .. Masks];
            return string.Concat(arguments.Select(argument => $", {argument}"));
        }
    }

    /// <summary>Parameters of the methods that a kernel calls: without an epilogue of their own they only see where the sums go.</summary>
    public IEnumerable<string> InnerParameters => signature.FusesInRegisters
        ? [Typed(Output), .. signature.KeepsSums ? ["nint sums"] : Array.Empty<string>(), .. Saved.Select(Typed)]
        : [Typed(Output)];

    /// <summary>Arguments for <see cref="InnerParameters"/>, with a comma in front.</summary>
    /// <param name="at">A reference behind a place.</param>
    /// <param name="isInner">Whether the caller itself has those parameters, and not those of the kernel.</param>
    public string Arguments(Func<string, string> at, bool isInner = false)
    {
        IEnumerable<string> arguments = signature.FusesInRegisters
            ? [at(Output), .. signature.KeepsSums ? ["sums"] : Array.Empty<string>(), .. Saved.Select(at)]
            : [at(isInner ? Output : Sums)];
        return string.Concat(arguments.Select(argument => $", {argument}"));
    }

    /// <summary>Where a loop makes the result of the sums, finds the place of the sums.</summary>
    public void DeclareSums(SourceWriter writer)
    {
        if (signature.KeepsSums)
            writer.Line($"ref {element.Name} {Sums} = ref Unsafe.AddByteOffset(ref {Output}, sums);");
    }

    /// <summary>Stores a sum, through the epilogue where that is fused, at an offset from every place.</summary>
    /// <param name="count">How many lanes are stored, as an expression; null for all.</param>
    public void Emit(SourceWriter writer, string name, VectorDialect dialect, string offset, string sum, string? count)
    {
        string result = sum;
        if (signature.FusesInRegisters)
        {
            string arguments = string.Join(", ", [sum, .. Saved.Select(saved => $"{dialect.Class}.LoadUnsafe({Place.At(saved, offset)})")]);
            result = $"{name}_Epilogue({arguments})";
        }

        Store(writer, result, Place.At(Output, offset), count);
    }

    /// <summary>Keeps a sum.</summary>
    public void Keep(SourceWriter writer, string offset, string sum, string? count) =>
        Store(writer, sum, $"ref Unsafe.AddByteOffset({Place.At(Output, offset)}, sums)", count);

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

    private static void Store(SourceWriter writer, string value, string at, string? count) =>
        writer.Line(count is null ? $"{value}.StoreUnsafe({at});" : $"VectorMath.Store({value}, {at}, {count});");

    private string Typed(string place) => $"ref {element.Name} {place}";
}
