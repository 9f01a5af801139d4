using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Emit;

/// <summary>A loop over contiguous elements that applies an expression, with an exact tail; a tanh or a sigmoid in 512-bit vectors first.</summary>
internal static class FlatLoop
{
    /// <summary>Writes the loop.</summary>
    /// <param name="length">The number of elements: a literal or an expression.</param>
    /// <param name="expression">What to compute.</param>
    /// <param name="operands">What to read.</param>
    /// <param name="output">The name of the reference that receives the results; it may be that of an operand.</param>
    public static void Emit(SourceWriter writer, ElementType element, string length, Expression expression, IReadOnlyList<LoopOperand> operands, string output)
    {
        VectorDialect vector = VectorDialect.Portable(element);
        writer.Line($"int length = {length}, i = 0;");
        bool isConstant = int.TryParse(length, out int elements), isShort = isConstant && elements < WideElements(element);
        if (!isShort && expression.IsWide() && expression.Nodes().Any(node => node is Apply { Function: Function.Tanh or Function.Sigmoid }) && operands.All(operand => operand.IsInMemory))
        {
            using (writer.Block(isConstant ? "if (WideVectors.AreFast)" : $"if (WideVectors.AreFast && length >= {WideElements(element)})"))
                Whole(VectorDialect.Wide(element));
            writer.Line();
        }

        Whole(vector);
        writer.Line();
        using (writer.Block("if (i < length)"))
        {
            string result = Print(writer, vector, expression, operands, "i", reference => $"VectorMath.LoadFirst(ref Unsafe.Add(ref {reference}, i), length - i)");
            writer.Line($"VectorMath.StoreFirst({result}, ref Unsafe.Add(ref {output}, i), length - i);");
        }

        void Whole(VectorDialect vector)
        {
            using (writer.Block($"for (; i <= length - {vector.Count}; i += {vector.Count})"))
            {
                string result = Print(writer, vector, expression, operands, "i", reference => $"{vector.Class}.LoadUnsafe(ref {reference}, (nuint)i)");
                writer.Line($"{vector.Type} result = {result};");
                writer.Line($"result.StoreUnsafe(ref {output}, (nuint)i);");
            }
        }
    }

    /// <summary>Elements from which on wide vectors gain more than the switch to them costs.</summary>
    private static int WideElements(ElementType element) => 4 * VectorWidth.Widest / element.Size;

    /// <summary>Loads the operands into locals, writes the statements of the expression and returns what is left of it.</summary>
    /// <param name="suffix">Behind the names of all locals.</param>
    public static string Print(
        SourceWriter writer, VectorDialect vector, Expression expression, IReadOnlyList<LoopOperand> operands, string index, Func<string, string> load,
        string suffix = "")
    {
        for (int i = 0; i < operands.Count; i++)
        {
            if (!operands[i].IsLocal)
                writer.Line($"{vector.Type} v{i}{suffix} = {operands[i].Load(load, index)};");
        }

        var printer = new ExpressionPrinter(vector, operand => operands[operand].IsLocal ? operands[operand].Name : $"v{operand}{suffix}", suffix);
        (IReadOnlyList<string> statements, string result) = printer.Print(expression);
        foreach (string statement in statements)
            writer.Line(statement);
        return result;
    }
}
