using BenchmarkDotNet.Attributes;

namespace NetCompiler.Benchmarks.Detail;

/// <summary>One update of a flat parameter vector, by every optimizer.</summary>
public class Optimizers
{
    private OptimizerState<float> _state = null!;
    private float[] _parameters = [];
    private float[] _gradients = [];

    [ParamsSource(nameof(List), Priority = 0)]
    public Optimizer Optimizer { get; set; } = null!;

    [Params(17_000, 235_000, Priority = 1)]
    public int Length { get; set; }

    public static IEnumerable<Optimizer> List =>
        [new Sgd(), new Momentum(), new RmsProp(), new Adagrad(), new Adam(), new AdamW(), new NAdam(), new Lion()];

    [GlobalSetup]
    public void Prepare()
    {
        var random = new Random(1);
        _parameters = [.. Enumerable.Range(0, Length).Select(_ => random.NextSingle() - 0.5f)];
        _gradients = [.. Enumerable.Range(0, Length).Select(_ => random.NextSingle() - 0.5f)];
        _state = Optimizer.CreateState<float>(Describe(Length));
    }

    [Benchmark]
    public void Step() => _state.Step(_parameters, _gradients, learningRate: 1e-6);

    // A network of a single weight of that length; an optimizer asks for no more.
    private static NetworkDefinition Describe(int length) => new()
    {
        Name = "Vector",
        Precision = Precision.Float,
        InputShape = [length],
        ParameterVectorLength = length,
        Layers =
        [
            new LayerDefinition("layers.0", "Dense", [length], [1])
            {
                Parameters = [new ParameterInfo("layers.0.weight", 0, [length, 1], ParameterRole.Weight, Initializer.Zeros)],
            },
        ],
    };
}
