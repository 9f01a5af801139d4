using System.Globalization;
using System.Text;
using NetCompiler.Conformance.Tests.Harness;

namespace NetCompiler.Conformance.Tests.Cases;

/// <summary>A network of random layers of every kind: vectors, feature maps or sequences, along paths that split and meet. The same number gives the same network on every run.</summary>
internal sealed class RandomNetwork
{
    private readonly Draws _random;
    private readonly string _namespace;
    private readonly StringBuilder _blocks = new();
    private int _blockCount;

    /// <summary>The shape that the layers so far give: features, [channels, height, width], or [features, steps].</summary>
    private int[] _shape = [];

    private bool _isSequence;

    private RandomNetwork(int number)
    {
        _random = new Draws(number);
        _namespace = $"Blocks{number}";
    }

    /// <summary>A library of one network.</summary>
    public static NetworkLibrary Create(int number) => new RandomNetwork(number).Build(number);

    private NetworkLibrary Build(int number)
    {
        string input = Input();
        List<string> layers = [];
        for (int i = _random.Between(1, 5); i > 0; i--)
            layers.AddRange(Next(depth: 0));
        if (_isSequence && _random.Chance(0.4))
            layers.Add(Last());
        layers.Add($"Dense({_random.Between(2, 9)})");
        string blocks = _blockCount == 0 ? "" : $"namespace {_namespace}\n{{\n{_blocks}}}\n\n";
        var declaration = new Declaration($"Random{number}", input, string.Join(", ", layers), _random.Of<string>(RandomCases.Losses))
        {
            Precisions = [number % 3 == 0 ? Precision.Float : Precision.Double],
            Batches = [_random.Between(2, 4), _random.Between(5, 19)],
        };
        return new NetworkLibrary([declaration], blocks);
    }

    private string Input()
    {
        switch (_random.Between(0, 2))
        {
            case 0:
                _shape = [_random.Between(1, 20)];
                return $"{_shape[0]}";
            case 1:
                _shape = [_random.Between(1, 5), _random.Between(3, 9), _random.Between(3, 9)];
                return string.Join(", ", _shape);
            default:
                _isSequence = true;
                _shape = [_random.Between(1, 9)];
                return $"Time = {_random.Between(2, 7)}, Features = {_shape[0]}";
        }
    }

    private IEnumerable<string> Next(int depth)
    {
        if (depth < 2 && _random.Chance(0.35))
            return [Path(depth)];
        return _isSequence ? [OfSequence()] : _shape.Length == 3 ? [OfMap()] : [OfVector()];
    }

    private string OfVector() => _random.Between(0, 6) switch
    {
        <= 2 => Dense(Width()),
        3 => _random.Of<string>(["LayerNorm", "RmsNorm", "BatchNorm", "LayerNorm(Affine = false)", "BatchNorm(Affine = false)", "BatchNorm(Momentum = 0.3)", "RmsNorm(Affine = false)"]),
        4 when _shape[0] % 2 == 0 => Glu(),
        5 when _shape[0] % 3 == 0 => $"GroupNorm(3{(_random.Chance(0.3) ? ", Affine = false" : "")})",
        _ => RandomCases.Activation(_random),
    };

    private string OfMap()
    {
        (int channels, int height, int width) = (_shape[0], _shape[1], _shape[2]);
        int least = Math.Min(height, width);
        switch (_random.Between(0, 9))
        {
            case <= 3:
                return Convolution();
            case 4 when least >= 2:
                int kernel = _random.Between(2, Math.Min(3, least)), stride = _random.Between(1, 3), padding = _random.Between(0, kernel / 2);
                (_shape[1], _shape[2]) = (Positions(height, kernel, stride, padding), Positions(width, kernel, stride, padding));
                return $"{_random.Of<string>(["MaxPool", "AveragePool"])}({kernel}, Stride = {stride}, Padding = {padding})";
            case 5:
                string groups = channels % 2 == 0 ? "GroupNorm(2)" : "GroupNorm(1, Affine = false)";
                return _random.Of<string>(["BatchNorm", "LayerNorm", "RmsNorm", "InstanceNorm", "InstanceNorm(Affine = true)", groups]);
            case 6 when height * width <= 40:
                (_shape[1], _shape[2]) = (2 * height, 2 * width);
                return "Upsample(2)";
            case 7 when _random.Chance(0.4):
                _shape = [channels];
                return "GlobalAveragePool";
            case 8 when channels % 2 == 0:
                return Glu();
            default:
                return RandomCases.Activation(_random) is var activation and not "Softmax" ? activation : "Tanh";
        }
    }

    private string Convolution()
    {
        int kernel = _random.Between(1, Math.Min(4, Math.Min(_shape[1], _shape[2]))), stride = _random.Between(1, 2), dilation = kernel == 1 || _random.Chance(0.7) ? 1 : 2;
        int span = (dilation * (kernel - 1)) + 1, padding = Math.Max(_random.Between(0, kernel), (span - Math.Min(_shape[1], _shape[2]) + 1) / 2);
        int[] divisors = [.. Enumerable.Range(1, _shape[0]).Where(divisor => _shape[0] % divisor == 0)];
        int groups = _random.Chance(0.6) ? 1 : _random.Of<int>(divisors), channels = groups * _random.Between(1, groups > 1 ? 2 : 18);
        _shape = [channels, Positions(_shape[1], span, stride, padding), Positions(_shape[2], span, stride, padding)];
        return $"Conv2D({channels}, {kernel}, Stride = {stride}, Padding = {padding}, Dilation = {dilation}, Groups = {groups}{Weights()})";
    }

    private string OfSequence() => _random.Between(0, 10) switch
    {
        0 => Dense(Width()),
        1 => Rnn(Width()),
        2 or 3 => Lstm(Width()),
        4 => Gru(Width()),
        5 => CausalConvolution(Width()),
        6 => $"SelfAttention({_random.Of<int>([.. Enumerable.Range(1, _shape[0]).Where(heads => _shape[0] % heads == 0)])}{(_random.Chance(0.5) ? ", Causal = true" : "")})",
        7 => _random.Of<string>(["LayerNorm", "RmsNorm", "PositionalEncoding", "PositionalEncoding(Learned = true)"]),
        8 => Bidirectional(),
        9 when _shape[0] % 2 == 0 => Glu(),
        _ => RandomCases.Activation(_random),
    };

    private string Last()
    {
        _isSequence = false;
        return _random.Of<string>(["LastStep", "MeanOverTime", "MaxOverTime"]);
    }

    private string Path(int depth)
    {
        int[] before = [.. _shape];
        switch (_random.Between(0, 6))
        {
            case 0:
                return $"Residual<{Keeping(depth)}>{_random.Of<string>(["", "(ReZero = true)", "(Scale = 0.7, BranchScale = 0.5)", "(LayerScale = 0.3)", "(Activation = Activation.Silu)", "(ZeroInitLast = true)"])}";
            case 1:
                return $"Highway<{Keeping(depth)}>(GateBias = {Number(-2, 1)})";
            case 2:
                return $"Gated<{Keeping(depth)}>(GateBias = {Number(-1, 1)})";
            case 3:
                string block = Keeping(depth);
                int count = _random.Between(1, 2);
                _shape = [before[0] * (1 + count), .. before[1..]];
                return $"DenselyConnected<{block}>({count})";
            case 4:
                string merge = _random.Of<string>(["Sum", "Multiply", "Concat"]);
                string first = Keeping(depth), second = Keeping(depth);
                _shape = [merge == "Concat" ? 2 * before[0] : before[0], .. before[1..]];
                return $"Parallel<{first}, {second}>(Merge.{merge})";
            case 5 when !_isSequence || _random.Chance(0.5):
                return $"Repeat<{Keeping(depth)}>({_random.Between(1, 3)})";
            case 6 when _isSequence:
                _isSequence = false;
                string inner = Block([OfVector(), OfVector()]);
                _isSequence = true;
                return $"TimeDistributed<{inner}>";
            default:
                return $"Use<{Block([.. Next(depth + 1), .. Next(depth + 1)])}>";
        }
    }

    /// <summary>A block whose output has the shape of its input.</summary>
    private string Keeping(int depth)
    {
        int[] before = [.. _shape];
        List<string> layers = [];
        if (_shape.Length == 3)
        {
            if (_random.Chance(0.5))
                layers.AddRange(["BatchNorm", _random.Of<string>(["Silu", "Tanh", "Elu"])]);
            layers.Add($"Conv2D({_shape[0]}, {_random.Of<int>([1, 3, 3, 2])}, Padding = Padding.Same{Weights()})");
        }
        else
        {
            if (depth < 1 && _random.Chance(0.3))
                layers.AddRange(Next(depth + 1));
            else if (_random.Chance(0.6))
                layers.Add(_random.Of<string>(["LayerNorm", "RmsNorm", "Tanh", "Gelu", "PRelu"]));
            layers.Add(_isSequence ? _random.Between(0, 3) switch { 0 => Dense(before[0]), 1 => Gru(before[0]), 2 => Lstm(before[0], projects: false), _ => CausalConvolution(before[0]) } : Dense(before[0]));
        }

        if (_random.Chance(0.4))
            layers.Add(_random.Of<string>(["Tanh", "Softplus", "Mish", "Sigmoid"]));
        _shape = before;
        return Block(layers);
    }

    private string Block(IEnumerable<string> layers)
    {
        string name = $"B{_blockCount++}";
        _blocks.Append($"    [Block, {string.Join(", ", layers)}] internal class {name};\n");
        return $"{_namespace}.{name}";
    }

    private string Dense(int units)
    {
        _shape = [units];
        return $"Dense({units}{Weights()})";
    }

    private string Glu()
    {
        _shape = [_shape[0] / 2, .. _shape[1..]];
        return _random.Of<string>(["Glu", "Glu(Activation.Silu)", "Glu(Activation.Tanh)"]);
    }

    private string Rnn(int units)
    {
        _shape = [units];
        return $"Rnn({units}, Returns = Returns.Sequence{_random.Of<string>(["", ", Activation = Activation.Softplus, RecurrentInit = Initializer.Orthogonal, RecurrentInitScale = 0.3", ", RecurrentInit = Initializer.Identity"])})";
    }

    private string Lstm(int units, bool projects = true)
    {
        string options = "";
        if (_random.Chance(0.3))
            options += ", CoupledGates = true";
        if (_random.Chance(0.3))
            options += ", Peepholes = true";
        if (_random.Chance(0.2))
            options += ", LayerNorm = true";
        if (_random.Chance(0.2))
            options += ", CellClip = 2";
        _shape = [units];
        if (projects && units > 1 && _random.Chance(0.3))
        {
            _shape = [units - 1];
            options += $", Projection = {units - 1}";
        }

        return $"Lstm({units}, ForgetBias = {Number(0, 3)}, Returns = Returns.Sequence{options})";
    }

    private string Gru(int units)
    {
        _shape = [units];
        return $"Gru({units}, UpdateBias = {Number(-1, 2)}, Returns = Returns.Sequence{(_random.Chance(0.4) ? ", ResetAfter = false" : "")})";
    }

    private string CausalConvolution(int channels)
    {
        _shape = [channels];
        return $"CausalConv1D({channels}, {_random.Between(1, 4)}, Dilation = {_random.Between(1, 3)}{Weights()})";
    }

    private string Bidirectional()
    {
        int units = Width();
        string merge = _random.Of<string>(["Concat", "Sum", "Multiply"]);
        string block = Block([_random.Chance(0.5) ? Gru(units) : Lstm(units, projects: false)]);
        _shape = [merge == "Concat" ? 2 * units : units];
        return $"Bidirectional<{block}>(Merge.{merge})";
    }

    private string Weights() => _random.Of<string>(["", "", "", ", Bias = false", ", WeightNorm = true", ", Init = Initializer.Orthogonal"]);

    private int Width() => _random.Between(1, _random.Chance(0.8) ? 9 : 37);

    private string Number(double from, double to) => _random.Number(from, to).ToString("F2", CultureInfo.InvariantCulture);

    private static int Positions(int size, int span, int stride, int padding) => ((size + (2 * padding) - span) / stride) + 1;
}
