namespace NetCompiler.Generators.Graph;

/// <summary>Where a value comes from.</summary>
internal enum ValueKind
{
    /// <summary>The examples of the batch, in the caller's memory.</summary>
    Input,

    /// <summary>The targets of the batch, in the caller's memory.</summary>
    Target,

    /// <summary>What a decoder reads, in the caller's memory: the outputs of the steps before.</summary>
    DecoderInput,

    /// <summary>A learned tensor.</summary>
    Parameter,

    /// <summary>The factor that makes a mean of the sum of all losses: the gradient of the one with respect to the other.</summary>
    LossScale,

    /// <summary>The scalar 1 / batch, or 1 / (steps · batch): what makes a mean of the sum over all rows.</summary>
    BatchReciprocal,

    /// <summary>Random factors, computed where they are read: a constant for differentiation, and the same ones in both directions.</summary>
    Mask,

    /// <summary>Sines and cosines that tell the steps of a sequence apart; computed when the program starts.</summary>
    Sinusoids,

    /// <summary>The result of an operation.</summary>
    Computed,
}

/// <summary>The order in memory of a value with channels and positions.</summary>
internal enum Layout
{
    /// <summary><c>[channels, positions]</c>, as declared: what users see. Of a value with one channel or one position it is the same as the other.</summary>
    ChannelsFirst,

    /// <summary><c>[positions, channels]</c>: what feature maps have between layers, so that vectors run over the channels.</summary>
    ChannelsLast,
}

/// <summary>What a mask draws: 0 with a probability, otherwise the reciprocal of the rest.</summary>
/// <param name="Probability">The probability of 0.</param>
/// <param name="Stream">Which stream of random numbers.</param>
internal sealed record Draw(double Probability, ulong Stream);

/// <summary>One tensor of the graph: <c>[batch, Length]</c> when it differs per example, <c>[Steps, batch, Length]</c> when it is a sequence, <c>Dimensions</c>
/// otherwise. Compared by identity, where <see cref="Reshaped"/> gives the same tensor.</summary>
internal sealed class Value : IEquatable<Value>
{
    /// <summary>What two views of one tensor have in common.</summary>
    private readonly object _identity;

    public Value(ValueKind kind, string name, bool perExample, params int[] dimensions)
        : this(kind, name, perExample, dimensions, Layout.ChannelsFirst, new object())
    {
    }

    private Value(ValueKind kind, string name, bool perExample, int[] dimensions, Layout layout, object identity)
    {
        (Kind, Name, PerExample, Dimensions, _identity) = (kind, name, perExample, dimensions, identity);
        Length = dimensions.Aggregate(1, static (product, size) => product * size);
        Channels = dimensions[0];
        Positions = dimensions.Skip(1).Aggregate(1, static (product, size) => product * size);
        Layout = Channels == 1 || Positions == 1 ? Layout.ChannelsFirst : layout;
    }

    public ValueKind Kind { get; }

    /// <summary>A name for people: in dumps, in comments of the emitted code.</summary>
    public string Name { get; }

    public bool PerExample { get; }

    /// <summary>The dimensions as users know them, channels first whatever the layout; of a sequence those of one step.</summary>
    public int[] Dimensions { get; }

    /// <summary>Elements per example, or in all when the value is the same for every example; of a sequence those of one step.</summary>
    public int Length { get; }

    /// <summary>The most steps of a sequence; 0 when the value is none. Its steps lie one after another, so that what is done alike in all of them is done to
    /// steps · batch rows.</summary>
    public int Steps { get; private init; }

    public bool IsSequence => Steps > 0;

    /// <summary>Whether it is a number that the row block knows, so that no memory holds it.</summary>
    public bool IsInBlock => Kind is ValueKind.LossScale or ValueKind.BatchReciprocal;

    /// <summary>Whether the steps are those that a decoder writes, and not those of the input.</summary>
    public bool OfDecoder { get; private init; }

    /// <summary>The whole shape as users know it, the steps first.</summary>
    public int[] Shape => IsSequence ? [Steps, .. Dimensions] : Dimensions;

    /// <summary>Elements per example in all steps.</summary>
    public int ExampleLength => Length * Math.Max(Steps, 1);

    /// <summary>The first dimension: the channels of a feature map, all elements of a vector.</summary>
    public int Channels { get; }

    /// <summary>Elements per channel: height · width of a feature map, 1 for a vector.</summary>
    public int Positions { get; }

    public Layout Layout { get; }

    /// <summary>What is drawn, for a mask.</summary>
    public Draw? Draw { get; private init; }

    /// <summary>Whether a tensor of one element per channel runs along the innermost dimension, and so can be broadcast.</summary>
    public bool HasChannelsInnermost => Positions == 1 || Layout == Layout.ChannelsLast;

    public static bool operator ==(Value? left, Value? right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(Value? left, Value? right) => !(left == right);

    /// <summary>A new result of some operation.</summary>
    public static Value Computed(string name, bool perExample, params int[] dimensions) => new(ValueKind.Computed, name, perExample, dimensions);

    /// <summary>Random factors, one for every element of a value.</summary>
    public static Value MaskOf(Value value, Draw draw) =>
        new(ValueKind.Mask, "mask", perExample: true, value.Dimensions, value.Layout, new object()) { Draw = draw, Steps = value.Steps, OfDecoder = value.OfDecoder };

    /// <summary>Random factors, one for every example.</summary>
    public static Value MaskOfExamples(Draw draw) => new(ValueKind.Mask, "mask", perExample: true, 1) { Draw = draw };

    /// <summary>A sequence of the caller's, or what belongs to one.</summary>
    public static Value Sequence(ValueKind kind, string name, bool perExample, int steps, params int[] dimensions) => new(kind, name, perExample, dimensions) { Steps = steps };

    /// <summary>A sequence of the caller's whose steps are those of another one.</summary>
    public static Value Beside(Value sequence, ValueKind kind, string name, bool perExample, int length) =>
        new(kind, name, perExample, length) { Steps = sequence.Steps, OfDecoder = sequence.OfDecoder };

    /// <summary>What a decoder reads: the outputs of the steps before.</summary>
    public static Value OfDecoderSteps(int steps, int length) => new(ValueKind.DecoderInput, "previous", perExample: true, length) { Steps = steps, OfDecoder = true };

    /// <summary>A new result of the same shape and layout.</summary>
    public Value Like(string name) => WithLayout(name, Layout);

    /// <summary>A new result of the same shape in the given layout.</summary>
    public Value WithLayout(string name, Layout layout) => new(ValueKind.Computed, name, PerExample, Dimensions, layout, new object()) { Steps = Steps, OfDecoder = OfDecoder };

    /// <summary>A new feature map, channels last.</summary>
    public static Value FeatureMap(string name, params int[] dimensions) => new(ValueKind.Computed, name, perExample: true, dimensions, Layout.ChannelsLast, new object());

    /// <summary>A new result of other channels, with the same positions and layout.</summary>
    public Value WithChannels(string name, int channels) => new(ValueKind.Computed, name, PerExample, [channels, .. Dimensions.Skip(1)], Layout, new object()) { Steps = Steps, OfDecoder = OfDecoder };

    /// <summary>A new result of as many steps, and of so many elements in each.</summary>
    public Value WithLength(string name, int length) => new(ValueKind.Computed, name, PerExample, length) { Steps = Steps, OfDecoder = OfDecoder };

    /// <summary>A new result of the same elements as one step.</summary>
    public Value OneStep(string name) => new(ValueKind.Computed, name, PerExample, Dimensions, Layout, new object());

    /// <summary>The same tensor, in the same memory, under other dimensions.</summary>
    public Value Reshaped(params int[] dimensions) => new(Kind, Name, PerExample, dimensions, Layout, _identity) { Draw = Draw, Steps = Steps, OfDecoder = OfDecoder };

    /// <summary>The same tensor, in the same memory, under the dimensions and in the layout of another value, which it is known to have.</summary>
    public Value ReshapedLike(Value other) => new(Kind, Name, PerExample, other.Dimensions, other.Layout, _identity) { Draw = Draw };

    public bool Equals(Value? other) => other is not null && ReferenceEquals(_identity, other._identity);

    public override bool Equals(object? obj) => Equals(obj as Value);

    public override int GetHashCode() => _identity.GetHashCode();

    public override string ToString()
    {
        string layout = Layout == Layout.ChannelsLast ? "; channels last" : "";
        string steps = IsSequence ? $"{Steps}{(OfDecoder ? " of decoder" : "")}, " : "";
        return $"{Name}[{steps}{(PerExample ? "b, " : "")}{string.Join(", ", Dimensions)}{layout}]";
    }
}
