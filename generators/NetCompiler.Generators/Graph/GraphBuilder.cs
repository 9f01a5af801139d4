using System.Collections.Immutable;

namespace NetCompiler.Generators.Graph;

/// <summary>Appends operations while layers are lowered.</summary>
internal sealed class GraphBuilder
{
    private readonly ImmutableArray<Operation>.Builder _operations = ImmutableArray.CreateBuilder<Operation>();

    /// <summary>The layer that operations are appended for.</summary>
    public string Layer { get; set; } = "";

    public Phase Phase { get; set; } = Phase.Forward;

    public ImmutableArray<Operation> Operations => _operations.ToImmutable();

    public void Append(Operation operation) => _operations.Add(operation with { Layer = Layer, Phase = Phase });

    /// <summary>x·W for x <c>[batch, k]</c> and W <c>[k, n]</c>.</summary>
    public Value Product(Value x, Value weight)
    {
        Value result = Value.Computed("product", perExample: true, weight.Dimensions[1]);
        Append(new MatrixProduct(ProductForm.Forward, x, weight, result));
        return result;
    }

    /// <summary>An elementwise function; the first operand gives the shape.</summary>
    public Value Map(string name, Expression expression, bool preservesSign, params Value[] operands)
    {
        Value result = Value.Computed(name, perExample: true, operands[0].Dimensions);
        Append(new Elementwise(expression, [.. operands], result) { PreservesSign = preservesSign });
        return result;
    }

    /// <summary>The features of several values side by side; one value is itself.</summary>
    public Value Concatenate(params Value[] parts)
    {
        if (parts.Length == 1)
            return parts[0];
        Value result = Value.Computed("concatenated", perExample: true, parts.Sum(part => part.Length));
        Append(new Concatenate([.. parts], result));
        return result;
    }

    /// <summary>Runs of the features of a value, in order.</summary>
    public Value[] Split(Value whole, params int[] lengths)
    {
        Value[] parts = [.. lengths.Select((length, i) => Value.Computed($"{whole.Name}{i}", perExample: true, length))];
        Append(new Split(whole, [.. parts]));
        return parts;
    }

    /// <summary>A reduction of an elementwise function.</summary>
    public Value Reduce(string name, Reduction kind, Axis axis, Expression expression, bool detached, params Value[] operands)
    {
        Value result = axis switch
        {
            Axis.Features => Value.Computed(name, perExample: true, 1),
            Axis.Batch => Value.Computed(name, perExample: false, operands[0].Length),
            _ => Value.Computed(name, perExample: false, 1),
        };
        Append(new Reduce(kind, axis, expression, [.. operands], result) { Detached = detached });
        return result;
    }
}
