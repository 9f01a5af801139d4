using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Emit;

/// <summary>Emits softmax and cross-entropy as one kernel: the losses, and the gradient softmax - target in place of the exponentials.</summary>
internal sealed class SoftmaxCrossEntropyEmitter(SoftmaxCrossEntropy operation, ElementType element)
{
    private readonly VectorDialect _vector = VectorDialect.Portable(element);
    private readonly string _type = element.Name;

    private int Classes => operation.Logits.Length;

    private string Keep => element.Literal(1 - operation.LabelSmoothing);

    private string Spread => element.Literal(operation.LabelSmoothing / Classes);

    private bool IsSmoothed => operation.LabelSmoothing != 0;

    public string Key => $"SoftmaxCrossEntropy {Classes} {operation.Probabilities} {operation.LabelSmoothing:R} {operation.IgnoreIndex}";

    public void Emit(SourceWriter writer, string name)
    {
        writer.Line($"/// <summary>The sum of the losses of the rows, ln Σ eˣ - x[class]; dlogits[b, {Classes}] = (softmax - target) / batch.</summary>");
        writer.Line("/// <remarks>A stride of 0 writes every row of the gradient to the same place, for callers that want only the loss.</remarks>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block($"public static double {name}(ref {_type} logits, ref {_type} target, ref {_type} dlogits, int stride, in RowBlock<{_type}> m)"))
        {
            writer.Line("double total = 0;");
            using (writer.Block("for (int b = 0; b < m.Rows; b++)"))
            {
                writer.Line($"ref {_type} x = ref Unsafe.Add(ref logits, b * {Classes}), d = ref Unsafe.Add(ref dlogits, b * stride);");
                if (operation.IgnoreIndex is { } ignored)
                {
                    using (writer.Block($"if (Unsafe.Add(ref target, b) == {ignored})"))
                    {
                        writer.Line($"Rows.Clear(ref d, {Classes});");
                        writer.Line("continue;");
                    }

                    writer.Line();
                }

                if (operation.Probabilities)
                    writer.Line($"ref {_type} t = ref Unsafe.Add(ref target, b * {Classes});");
                else
                    writer.Line($"int label = ClassIndex.Check(Unsafe.Add(ref target, b), {Classes});");
                writer.Line();
                writer.Line("// The greatest logit is subtracted first, so that no exponential overflows.");
                writer.Line($"{_type} max = VectorMath.MaxOf(ref x, {Classes});");
                EmitExponentials(writer);
                if (operation.Probabilities)
                    EmitProbabilities(writer);
                else
                    EmitIndices(writer);
            }

            writer.Line();
            writer.Line("return total;");
        }
    }

    private void EmitExponentials(SourceWriter writer)
    {
        writer.Line($"{_vector.Type} shift = {_vector.Create("max")}, sums = {_vector.Zero};");
        Loop(writer,
            ["x"],
            v => $"VectorMath.Exp({v[0]} - shift)",
            (value, isTail) =>
            {
                writer.Line($"{_vector.Type} e = {value};");
                writer.Line(isTail ? $"sums += VectorMath.KeepFirst(e, {Classes} - n);" : "sums += e;");
                return "e";
            });
        writer.Line($"{_type} sum = Vector.Sum(sums), logSum = max + {_type}.Log(sum);");
        writer.Line();
    }

    private void EmitIndices(SourceWriter writer)
    {
        string smoothing = IsSmoothed ? $" - ({Spread} * VectorMath.SumOf(ref x, {Classes}))" : "";
        string chosen = IsSmoothed ? $"({Keep} * Unsafe.Add(ref x, label))" : "Unsafe.Add(ref x, label)";
        writer.Line($"total += logSum - {chosen}{smoothing};");
        writer.Line($"{_vector.Type} scale = {_vector.Create("m.Scale / sum")};");
        if (IsSmoothed)
            writer.Line($"{_vector.Type} spread = {_vector.Create($"{Spread} * m.Scale")};");
        Loop(writer, ["d"], v => IsSmoothed ? $"({v[0]} * scale) - spread" : $"{v[0]} * scale", (value, _) => value);
        writer.Line($"Unsafe.Add(ref d, label) -= {(IsSmoothed ? $"{Keep} * " : "")}m.Scale;");
    }

    private void EmitProbabilities(SourceWriter writer)
    {
        string Target(string t) => IsSmoothed ? $"(({t} * {Keep}) + {_vector.Create(Spread)})" : t;
        writer.Line($"{_vector.Type} weights = {_vector.Zero}, chosen = {_vector.Zero};");
        Loop(writer, ["x", "t"], v => Target(v[1]), (value, isTail) =>
        {
            writer.Line($"{_vector.Type} w = {(isTail ? $"VectorMath.KeepFirst({value}, {Classes} - n)" : value)};");
            writer.Line("weights += w;");
            writer.Line("chosen += w * v0;");
            return null;
        });
        writer.Line($"{_type} weight = Vector.Sum(weights);");
        writer.Line("total += (logSum * weight) - Vector.Sum(chosen);");
        writer.Line($"{_vector.Type} scale = {_vector.Create("weight * m.Scale / sum")};");
        Loop(writer, ["d", "t"], v => $"({v[0]} * scale) - ({Target(v[1])} * m.Scale)", (value, _) => value);
    }

    /// <summary>A loop over the classes with an exact tail; what <paramref name="use"/> returns is stored in the gradient's place.</summary>
    private void Loop(SourceWriter writer, string[] operands, Func<string[], string> compute, Func<string, bool, string?> use)
    {
        string[] locals = [.. operands.Select((_, i) => $"v{i}")];
        using (writer.Block())
        {
            writer.Line("int n = 0;");
            using (writer.Block($"for (; n <= {Classes} - {_vector.Count}; n += {_vector.Count})"))
            {
                for (int i = 0; i < operands.Length; i++)
                    writer.Line($"{_vector.Type} v{i} = Vector.LoadUnsafe(ref {operands[i]}, (nuint)n);");
                if (use(compute(locals), false) is { } result)
                {
                    writer.Line($"{_vector.Type} result = {result};");
                    writer.Line("result.StoreUnsafe(ref d, (nuint)n);");
                }
            }

            writer.Line();
            using (writer.Block($"if (n < {Classes})"))
            {
                for (int i = 0; i < operands.Length; i++)
                    writer.Line($"{_vector.Type} v{i} = VectorMath.LoadFirst(ref Unsafe.Add(ref {operands[i]}, n), {Classes} - n);");
                if (use(compute(locals), true) is { } result)
                    writer.Line($"VectorMath.StoreFirst({result}, ref Unsafe.Add(ref d, n), {Classes} - n);");
            }
        }
    }
}
