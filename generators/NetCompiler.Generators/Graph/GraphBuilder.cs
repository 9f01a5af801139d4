using System.Collections.Immutable;
using static NetCompiler.Generators.Graph.Expressions;

namespace NetCompiler.Generators.Graph;

/// <summary>Appends operations while layers are lowered.</summary>
internal sealed partial class GraphBuilder
{
    private ImmutableArray<Operation>.Builder _operations = ImmutableArray.CreateBuilder<Operation>();

    /// <summary>For a value in one layout the same in the other.</summary>
    private readonly Dictionary<Value, Value> _permuted = [];

    /// <summary>The layer that operations are appended for.</summary>
    public string Layer { get; set; } = "";

    public Phase Phase { get; set; } = Phase.Forward;

    /// <summary>The scalar 1 / batch, or 1 / (steps · batch) for a sequence.</summary>
    public static Value ReciprocalFor(Value value) => Value.Beside(value, ValueKind.BatchReciprocal, value.IsSequence ? "1/rows" : "1/batch", perExample: false, 1);

    /// <summary>What makes a mean of the sum of the losses of these outputs.</summary>
    public static Value LossScaleFor(Value output) => Value.Beside(output, ValueKind.LossScale, "1/losses", perExample: false, 1);

    public ImmutableArray<Operation> Operations => _operations.ToImmutable();

    /// <summary>Elements for one example, in all steps, of the largest value so far.</summary>
    public double MostElements { get; private set; }

    public void Append(Operation operation)
    {
        _operations.Add(operation with { Layer = Layer, Phase = Phase });
        foreach (Value output in operation.Outputs.Where(output => output.PerExample))
            MostElements = Math.Max(MostElements, output.Shape.Aggregate(1.0, static (product, size) => product * size));
    }

    /// <summary>x·W for x <c>[batch, k]</c> and W <c>[k, n]</c>.</summary>
    public Value Product(Value x, Value weight)
    {
        Value result = x.WithLength("product", weight.Dimensions[1]);
        Append(new MatrixProduct(ProductForm.Forward, x, weight, result));
        return result;
    }

    /// <summary>A weight whose columns have the directions of one and the lengths of another parameter: W = g·v/‖v‖.</summary>
    public Value OfLengths(Value direction, Value length)
    {
        Value squares = Value.Computed("squares", perExample: false, length.Length), weight = direction.Like("weight");
        Append(new Reduce(Reduction.Sum, Axis.Batch, Square(Argument(0)), [direction], squares));
        Value scale = Map("scale", Argument(0) / Sqrt(Argument(1)), preservesSign: false, length, squares);
        Append(new Elementwise(Argument(0) * Argument(1), [direction, scale], weight));
        return weight;
    }

    /// <summary>X∗W for a feature map X, channels last.</summary>
    public Value Convolution(Window window, int groups, Value x, Value weight, params int[] dimensions)
    {
        Value result = Value.FeatureMap("convolution", dimensions);
        Append(new Convolution(ProductForm.Forward, window, groups, x, weight, result));
        return result;
    }

    /// <summary>One element of every channel for each window.</summary>
    public Value Pool(PoolKind kind, Window window, Value x, params int[] dimensions)
    {
        Value result = Value.FeatureMap("pooled", dimensions);
        Append(new Pool(kind, window, ToChannelsLast(x), result));
        return result;
    }

    /// <summary>The value with the channels of each position next to each other.</summary>
    public Value ToChannelsLast(Value value) => InLayout(value, Layout.ChannelsLast);

    /// <summary>The value with the positions of each channel next to each other, as users see it.</summary>
    public Value ToChannelsFirst(Value value) => InLayout(value, Layout.ChannelsFirst);

    /// <summary>An elementwise function; the first operand gives the shape. Operands that differ per example get one layout, channels last if
    /// any has it.</summary>
    public Value Map(string name, Expression expression, bool preservesSign, params Value[] operands)
    {
        operands = InOneLayout(operands);
        Value result = operands[0].Like(name);
        Append(new Elementwise(expression, [.. operands], result) { PreservesSign = preservesSign });
        return result;
    }

    /// <summary>The channels of several values side by side; their positions must agree. One value is itself.</summary>
    public Value Concatenate(params Value[] parts)
    {
        if (parts.Length == 1)
            return parts[0];
        parts = InOneLayout(parts);
        Value shape = parts.FirstOrDefault(part => part.Layout == Layout.ChannelsLast) ?? parts[0];
        Value result = shape.WithChannels("concatenated", parts.Sum(part => part.Channels));
        Append(new Concatenate([.. parts], result));
        return result;
    }

    /// <summary>Runs of the channels of a value, in order.</summary>
    public Value[] Split(Value whole, params int[] channels)
    {
        Value[] parts = [.. channels.Select((count, i) => whole.WithChannels($"{whole.Name}{i}", count))];
        Append(new Split(whole, [.. parts]));
        return parts;
    }

    /// <summary>A reduction of an elementwise function of operands in one layout.</summary>
    public Value Reduce(string name, Reduction kind, Axis axis, Expression expression, bool detached, params Value[] operands) =>
        Reduce(name, kind, axis, expression, detached, constants: [], operands);

    /// <summary>Sums of runs of the elements of each example.</summary>
    /// <param name="sums">How many: 1, or a divisor of the length of vectors, or the channels of feature maps.</param>
    public Value SumOfFeatures(string name, int sums, Expression expression, ImmutableArray<Value> constants, params Value[] operands)
    {
        operands = InOneLayout(operands);
        Value result = operands[0].WithLength(name, sums);
        Append(new Reduce(Reduction.Sum, Axis.Features, expression, [.. operands], result) { Constants = constants });
        return result;
    }

    /// <summary>Repeats each number of <c>[batch, groups]</c> for the elements of its group.</summary>
    public Value Repeat(Value value, int length)
    {
        Value result = value.WithLength(value.Name, length);
        Append(new Elementwise(Argument(0), [value], result));
        return result;
    }

    /// <summary>A reduction in which some operands count as constants for differentiation.</summary>
    public Value Reduce(string name, Reduction kind, Axis axis, Expression expression, bool detached, ImmutableArray<Value> constants, params Value[] operands)
    {
        operands = InOneLayout(operands);
        Value result = axis switch
        {
            Axis.Features => operands[0].WithLength(name, 1),
            Axis.Batch => Value.Computed(name, perExample: false, operands[0].HasChannelsInnermost ? operands[0].Channels : operands[0].Length),
            _ => Value.Computed(name, perExample: false, 1),
        };
        Append(new Reduce(kind, axis, expression, [.. operands], result) { Detached = detached, Constants = constants });
        return result;
    }

    private Value InLayout(Value value, Layout layout)
    {
        if (value.Layout == layout || value.Channels == 1 || value.Positions == 1)
            return value;
        // A tensor that is read under other dimensions than before is permuted anew.
        if (!_permuted.TryGetValue(value, out Value? permuted) || !permuted.Dimensions.SequenceEqual(value.Dimensions))
        {
            permuted = value.WithLayout(value.Name, layout);
            Append(new Permute(value, permuted));
            (_permuted[value], _permuted[permuted]) = (permuted, value);
        }

        return permuted;
    }

    private Value[] InOneLayout(Value[] operands) =>
        operands.Any(operand => operand.Layout == Layout.ChannelsLast) ? [.. operands.Select(operand => operand.PerExample ? ToChannelsLast(operand) : operand)] : operands;
}
