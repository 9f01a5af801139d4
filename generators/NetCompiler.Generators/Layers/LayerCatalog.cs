using System.Collections.Immutable;
using NetCompiler.Generators.Declarations;
using NetCompiler.Generators.Graph;
using NetCompiler.Generators.Layers.Activations;
using NetCompiler.Generators.Layers.FeatureMaps;
using NetCompiler.Generators.Layers.Losses;
using NetCompiler.Generators.Layers.Normalization;
using NetCompiler.Generators.Layers.Recurrent;
using NetCompiler.Generators.Layers.Sequences;
using NetCompiler.Generators.Layers.Skips;

namespace NetCompiler.Generators.Layers;

/// <summary>Every layer and loss by the name that users write.</summary>
internal static class LayerCatalog
{
    private static readonly Dictionary<string, Func<LayerArguments, Layer>> s_layers = new()
    {
        ["Dense"] = arguments => new DenseLayer(arguments),
        ["Embedding"] = arguments => new EmbeddingLayer(arguments),
        ["Dropout"] = arguments => new DropoutLayer(arguments),
        ["Identity"] = _ => new IdentityLayer(),
        ["Sigmoid"] = _ => new SigmoidLayer(),
        ["Tanh"] = _ => new TanhLayer(),
        ["Relu"] = _ => new ReluLayer(),
        ["LeakyRelu"] = arguments => new LeakyReluLayer(arguments),
        ["PRelu"] = arguments => new PReluLayer(arguments),
        ["Elu"] = arguments => new EluLayer(arguments),
        ["Celu"] = arguments => new CeluLayer(arguments),
        ["Selu"] = _ => new SeluLayer(),
        ["Gelu"] = arguments => new GeluLayer(arguments),
        ["Silu"] = _ => new SiluLayer(),
        ["Mish"] = _ => new MishLayer(),
        ["Softplus"] = arguments => new SoftplusLayer(arguments),
        ["Softsign"] = _ => new SoftsignLayer(),
        ["HardSigmoid"] = _ => new HardSigmoidLayer(),
        ["HardTanh"] = arguments => new HardTanhLayer(arguments),
        ["HardSwish"] = _ => new HardSwishLayer(),
        ["Relu6"] = _ => new Relu6Layer(),
        ["LogSigmoid"] = _ => new LogSigmoidLayer(),
        ["Softmax"] = _ => new SoftmaxLayer(),
        ["BatchNorm"] = arguments => new BatchNormLayer(arguments),
        ["LayerNorm"] = arguments => new LayerNormLayer(arguments),
        ["RmsNorm"] = arguments => new RmsNormLayer(arguments),
        ["GroupNorm"] = arguments => new GroupNormLayer(arguments),
        ["InstanceNorm"] = arguments => new InstanceNormLayer(arguments),
        ["Conv2D"] = arguments => new ConvolutionLayer(arguments),
        ["Conv1D"] = arguments => new ConvolutionLayer(arguments),
        ["MaxPool"] = arguments => new MaxPoolLayer(arguments),
        ["AveragePool"] = arguments => new AveragePoolLayer(arguments),
        ["GlobalAveragePool"] = _ => new GlobalAveragePoolLayer(),
        ["Upsample"] = arguments => new UpsampleLayer(arguments),
        ["Flatten"] = _ => new FlattenLayer(),
        ["Reshape"] = arguments => new ReshapeLayer(arguments),
        ["Glu"] = arguments => new GluLayer(arguments),
        ["LastStep"] = _ => new LastStepLayer(),
        ["MeanOverTime"] = _ => new PoolOverTimeLayer(Pooling.Mean),
        ["MaxOverTime"] = _ => new PoolOverTimeLayer(Pooling.Max),
        ["SelfAttention"] = arguments => new SelfAttentionLayer(arguments),
        ["Attention"] = arguments => new AttentionLayer(arguments),
        ["PositionalEncoding"] = arguments => new PositionalEncodingLayer(arguments),
        ["CausalConv1D"] = arguments => new CausalConvolutionLayer(arguments),
        ["Rnn"] = arguments => new RnnLayer(arguments),
        ["Lstm"] = arguments => new LstmLayer(arguments),
        ["Gru"] = arguments => new GruLayer(arguments),
    };

    private static readonly Dictionary<string, Func<LayerArguments, Loss>> s_losses = new()
    {
        ["SoftmaxCrossEntropy"] = arguments => new SoftmaxCrossEntropyLoss(arguments),
        ["BinaryCrossEntropyWithLogits"] = _ => new BinaryCrossEntropyWithLogitsLoss(),
        ["MeanSquaredError"] = _ => new MeanSquaredErrorLoss(),
        ["MeanAbsoluteError"] = _ => new MeanAbsoluteErrorLoss(),
        ["Huber"] = arguments => new HuberLoss(arguments),
    };

    private static readonly Dictionary<string, Func<LayerArguments, ImmutableArray<ImmutableArray<ExpandedLayer>>, CompositeLayer>> s_composites = new()
    {
        ["Residual"] = (arguments, branches) => new ResidualLayer(arguments, branches),
        ["Highway"] = (arguments, branches) => new HighwayLayer(arguments, branches),
        ["Gated"] = (arguments, branches) => new GatedLayer(arguments, branches),
        ["DenselyConnected"] = (_, branches) => new DenselyConnectedLayer(branches),
        ["Bidirectional"] = (arguments, branches) => new BidirectionalLayer(arguments, branches),
        ["Encoder"] = (_, branches) => new EncoderLayer(branches),
        ["Decoder"] = (arguments, branches) => new DecoderLayer(arguments, branches),
        ["TimeDistributed"] = (_, branches) => new TimeDistributedLayer(branches),
        ["Parallel"] = (arguments, branches) => new ParallelLayer(arguments, branches),
    };

    public static bool Knows(string kind) => s_layers.ContainsKey(kind) || s_losses.ContainsKey(kind) || s_composites.ContainsKey(kind);

    /// <summary>Whether the layer is built around blocks of others.</summary>
    public static bool IsComposite(string kind) => s_composites.ContainsKey(kind);

    public static bool IsLoss(string kind) => s_losses.ContainsKey(kind);

    /// <summary>Makes a layer from its declaration; problems with its arguments are collected in <paramref name="arguments"/>.</summary>
    public static Layer? CreateLayer(LayerArguments arguments) => s_layers.TryGetValue(arguments.Kind, out var create) ? create(arguments) : null;

    /// <summary>Makes a layer around others.</summary>
    public static CompositeLayer CreateComposite(LayerArguments arguments, ImmutableArray<ImmutableArray<ExpandedLayer>> branches) =>
        s_composites[arguments.Kind](arguments, branches);

    /// <summary>Makes a loss from its declaration.</summary>
    public static Loss? CreateLoss(LayerArguments arguments) => s_losses.TryGetValue(arguments.Kind, out var create) ? create(arguments) : null;

    /// <summary>What is wrong with the arguments of a layer or loss, whatever its input.</summary>
    public static IReadOnlyList<ArgumentProblem> Check(LayerDeclaration declaration)
    {
        var arguments = new LayerArguments(declaration);
        if (IsLoss(declaration.Kind))
            CreateLoss(arguments);
        else if (IsComposite(declaration.Kind))
            CreateComposite(arguments, []);
        else
            CreateLayer(arguments);
        return arguments.Problems;
    }
}
