using System.Collections.Immutable;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Emit;

/// <summary>How an operand of an elementwise operation or a reduction is spread over the elements.</summary>
internal enum Spread
{
    /// <summary>Of the same shape, element for element.</summary>
    Full,

    /// <summary>[columns]: the same for every row of columns.</summary>
    Column,

    /// <summary>[rows, 1]: the same for all elements of an example.</summary>
    Row,

    /// <summary>[rows, channels]: the same for all positions of an example.</summary>
    Channels,

    /// <summary>[rows, groups]: the same for the columns of each group of an example.</summary>
    Group,

    /// <summary>One number in memory.</summary>
    Scalar,

    /// <summary>What makes a mean of the sum of all losses, which the row block carries.</summary>
    LossScale,

    /// <summary>The scalar 1 / batch, which the row block knows.</summary>
    BatchReciprocal,

    /// <summary>A random factor for every element.</summary>
    Mask,

    /// <summary>A random factor for every example.</summary>
    RowMask,
}

/// <summary>The operands of an elementwise operation or a reduction as its kernel sees them, and the loops over what they are broadcast along.
/// An example is one row of columns; or a row of channels for every position, when an operand has one element per channel; or a row for every group of its columns.</summary>
/// <param name="operands">The operands.</param>
/// <param name="shape">The value that they are broadcast to.</param>
/// <param name="columns">Elements per row, a divisor of the length of the shape.</param>
/// <param name="element">The element type.</param>
internal sealed class Broadcast(ImmutableArray<Value> operands, Value shape, int columns, ElementType element)
{
    private readonly VectorDialect _vector = VectorDialect.Portable(element);

    /// <summary>The loops for operands that determine the columns themselves.</summary>
    public Broadcast(ImmutableArray<Value> operands, Value shape, ElementType element)
        : this(operands, shape, ColumnsOf(operands, shape), element)
    {
    }

    public Spread[] Spreads { get; } = [.. operands.Select(operand => Of(operand, shape))];

    public int Columns => columns;

    /// <summary>Rows per example.</summary>
    public int RowsPerExample => shape.Length / columns;

    /// <summary>Whether all elements of a block are one run, because nothing is broadcast along a part of it.</summary>
    public bool IsFlat => Spreads.All(spread => spread is not (Spread.Column or Spread.Row or Spread.RowMask or Spread.Channels or Spread.Group));

    /// <summary>What distinguishes kernels with the same expression.</summary>
    public string Key => $"{shape.Length} {columns} {string.Join(" ", Spreads)}";

    /// <summary>Whether the rows of an example are groups of its columns, and not its positions: then what has a number per column goes on from row to row.</summary>
    private bool HasGroups => shape.PerExample && shape.Positions == 1 && RowsPerExample > 1;

    /// <summary>The number of rows in all: of the block, or of what is the same for all examples.</summary>
    private string RowCount => !shape.PerExample ? $"{RowsPerExample}" : RowsPerExample == 1 ? "m.Rows" : $"m.Rows * {RowsPerExample}";

    /// <summary>Whether the rows of an example share numbers that other examples do not have.</summary>
    private bool GoesByExample => RowsPerExample > 1 && (HasGroups || Spreads.Any(spread => spread is Spread.Row or Spread.RowMask or Spread.Channels));

    /// <summary>The parameters of the kernel for the operands, each followed by a comma.</summary>
    public string Parameters => string.Concat(Spreads.Select((spread, i) => spread switch
    {
        Spread.LossScale or Spread.BatchReciprocal => "",
        Spread.Mask or Spread.RowMask => $"RandomMask<{element.Name}> mask{i}, ",
        _ => $"ref {element.Name} x{i}, ",
    }));

    /// <summary>The operands of <see cref="FlatLoop"/> over the whole block.</summary>
    public LoopOperand[] InBlock => [.. Spreads.Select((spread, i) => spread switch
    {
        Spread.Full or Spread.Column => $"x{i}",
        Spread.Mask => LoopOperand.Mask($"mask{i}"),
        _ => LoopOperand.Local($"s{i}"),
    })];

    /// <summary>The operands of <see cref="FlatLoop"/> inside a row.</summary>
    /// <param name="row">The index of the row.</param>
    public LoopOperand[] InRow(string row) => [.. Spreads.Select((spread, i) => spread switch
    {
        Spread.Full or Spread.Channels => $"row{i}",
        Spread.Column => HasGroups ? $"row{i}" : $"x{i}",
        Spread.Mask => LoopOperand.Mask($"mask{i}", $"({row} * {columns})"),
        _ => LoopOperand.Local($"s{i}"),
    })];

    /// <summary>Broadcasts the operands that are one number for the whole block.</summary>
    public void DeclareScalars(SourceWriter writer)
    {
        for (int i = 0; i < Spreads.Length; i++)
        {
            string? scalar = Spreads[i] switch
            {
                Spread.Scalar => $"x{i}",
                Spread.LossScale => "m.Scale",
                Spread.BatchReciprocal => $"({element.Name})1 / m.AllRows",
                _ => null,
            };
            if (scalar is not null)
                writer.Line($"{_vector.Type} s{i} = {_vector.Create(scalar)};");
        }
    }

    /// <summary>Writes the loop over all rows of the block; <paramref name="body"/> gets the index of the row.</summary>
    public void EmitRows(SourceWriter writer, Action<string> body)
    {
        if (GoesByExample)
        {
            EmitExamples(writer, () => EmitPositions(writer, body));
            return;
        }

        using (writer.Block($"for (int b = 0; b < {RowCount}; b++)"))
        {
            DeclareRowScalars(writer);
            DeclareRow(writer, "b");
            body("b");
        }
    }

    /// <summary>Writes the loop over all rows of the block in parts, with something in front of and behind each.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="most">The most rows of a part; where an example has numbers of its own it is a part by itself.</param>
    /// <param name="before">Writes what is done in front of a part.</param>
    /// <param name="body">Writes what is done in a row, given its index.</param>
    /// <param name="after">Writes what is done behind a part.</param>
    public void EmitRowParts(SourceWriter writer, int most, Action before, Action<string> body, Action after)
    {
        if (GoesByExample)
        {
            EmitExamples(writer, () =>
            {
                before();
                EmitPositions(writer, body);
                writer.Line();
                after();
            });
        }
        else
        {
            using (writer.Block($"for (int first = 0; first < {RowCount}; first += {most})"))
            {
                writer.Line($"int last = Math.Min(first + {most}, {RowCount});");
                before();
                using (writer.Block("for (int b = first; b < last; b++)"))
                {
                    DeclareRowScalars(writer);
                    DeclareRow(writer, "b");
                    body("b");
                }

                writer.Line();
                after();
            }
        }

        writer.Line();
    }

    /// <summary>Writes the loop over the rows of example <c>b</c> in parts, with something in front of and behind each.</summary>
    public void EmitPositionParts(SourceWriter writer, int most, Action before, Action<string> body, Action after)
    {
        using (writer.Block($"for (int first = b * {RowsPerExample}; first < (b + 1) * {RowsPerExample}; first += {most})"))
        {
            before();
            EmitPositions(writer, "first", $"Math.Min(first + {most}, (b + 1) * {RowsPerExample})", body);
            writer.Line();
            after();
        }

        writer.Line();
    }

    /// <summary>Writes the loop over the examples, indexed by <c>b</c>.</summary>
    public void EmitExamples(SourceWriter writer, Action body)
    {
        using (writer.Block("for (int b = 0; b < m.Rows; b++)"))
        {
            DeclareRowScalars(writer);
            body();
        }
    }

    /// <summary>Writes the loop over the rows of example <c>b</c>.</summary>
    public void EmitPositions(SourceWriter writer, Action<string> body)
    {
        if (RowsPerExample == 1)
        {
            DeclareRow(writer, "b");
            body("b");
        }
        else
        {
            EmitPositions(writer, $"b * {RowsPerExample}", $"(b + 1) * {RowsPerExample}", body);
        }
    }

    /// <summary>Writes the loop over some of the rows of example <c>b</c>.</summary>
    public void EmitPositions(SourceWriter writer, string from, string to, Action<string> body)
    {
        using (writer.Block($"for (int p = {from}; p < {to}; p++)"))
        {
            DeclareRow(writer, "p");
            body("p");
        }
    }

    private void DeclareRowScalars(SourceWriter writer)
    {
        for (int i = 0; i < Spreads.Length; i++)
        {
            if (Spreads[i] == Spread.Row)
                writer.Line($"{_vector.Type} s{i} = {_vector.Create($"Unsafe.Add(ref x{i}, b)")};");
            else if (Spreads[i] == Spread.RowMask)
                writer.Line($"{_vector.Type} s{i} = {_vector.Create($"mask{i}.Of(b)")};");
            else if (Spreads[i] == Spread.Channels)
                writer.Line($"ref {element.Name} row{i} = ref Unsafe.Add(ref x{i}, b * {columns});");
        }
    }

    private void DeclareRow(SourceWriter writer, string row)
    {
        for (int i = 0; i < Spreads.Length; i++)
        {
            if (Spreads[i] == Spread.Full)
                writer.Line($"ref {element.Name} row{i} = ref Unsafe.Add(ref x{i}, {row} * {columns});");
            else if (Spreads[i] == Spread.Group)
                writer.Line($"{_vector.Type} s{i} = {_vector.Create($"Unsafe.Add(ref x{i}, {row})")};");
            else if (Spreads[i] == Spread.Column && HasGroups)
                writer.Line($"ref {element.Name} row{i} = ref Unsafe.Add(ref x{i}, ({row} - (b * {RowsPerExample})) * {columns});");
        }
    }

    private static int ColumnsOf(ImmutableArray<Value> operands, Value shape)
    {
        Spread[] spreads = [.. operands.Select(operand => Of(operand, shape))];
        if (Array.IndexOf(spreads, Spread.Group) is >= 0 and var group)
            return shape.Length / operands[group].Length;
        int narrow = Array.FindIndex(spreads, spread => spread is Spread.Column or Spread.Channels);
        return narrow < 0 ? shape.Length : operands[narrow].Length;
    }

    private static Spread Of(Value operand, Value shape) => operand switch
    {
        { Kind: ValueKind.LossScale } => Spread.LossScale,
        { Kind: ValueKind.BatchReciprocal } => Spread.BatchReciprocal,
        { Kind: ValueKind.Mask } => operand.Length == shape.Length ? Spread.Mask : Spread.RowMask,
        { PerExample: true } when operand.Length == shape.Length => Spread.Full,
        { PerExample: true, Length: 1 } => Spread.Row,
        { PerExample: true } => shape.Positions > 1 ? Spread.Channels : Spread.Group,
        { Length: 1 } when shape.Length > 1 || operand.Kind == ValueKind.Parameter => Spread.Scalar,
        _ when !shape.PerExample && operand.Length == shape.Length => Spread.Full,
        _ => Spread.Column,
    };
}
