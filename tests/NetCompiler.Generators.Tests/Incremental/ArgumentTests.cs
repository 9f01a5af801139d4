using System.Reflection;

namespace NetCompiler.Generators.Tests.Incremental;

/// <summary>Every argument of every attribute counts: one that was forgotten in the declaration would leave stale code behind.</summary>
public sealed class ArgumentTests
{
    /// <summary>Attribute, argument, and two attributes that differ in nothing else.</summary>
    public static readonly TheoryData<string, string, string, string> Arguments = new()
    {
        { "Network", "Input", "Network(Input = 4)", "Network(Input = 5)" },
        { "Network", "Precision", "Network(Input = 4)", "Network(Input = 4, Precision = Precision.Double)" },
        { "Input", "shape", "Network, Input(2, 3)", "Network, Input(2, 4)" },
        { "Dense", "units", "Dense(3)", "Dense(4)" },
        { "Dense", "Bias", "Dense(3)", "Dense(3, Bias = false)" },
        { "Dense", "Init", "Dense(3)", "Dense(3, Init = Initializer.Normal)" },
        { "Dense", "InitScale", "Dense(3, Init = Initializer.Normal)", "Dense(3, Init = Initializer.Normal, InitScale = 0.5)" },
        { "Dense", "InitFan", "Dense(3, Init = Initializer.HeNormal)", "Dense(3, Init = Initializer.HeNormal, InitFan = Fan.Out)" },
        { "Dense", "BiasInit", "Dense(3)", "Dense(3, BiasInit = Initializer.Uniform)" },
        { "Dense", "BiasInitScale", "Dense(3, BiasInit = Initializer.Uniform)", "Dense(3, BiasInit = Initializer.Uniform, BiasInitScale = 0.5)" },
        { "Repeat`1", "count", "Repeat<B>(1)", "Repeat<B>(2)" },
        { "Residual", "Shortcut", "Residual<B>", "Residual<B>(Shortcut = Shortcut.Projection)" },
        { "Residual", "Activation", "Residual<C>", "Residual<C>(Activation = Activation.Relu)" },
        { "Residual", "Scale", "Residual<C>", "Residual<C>(Scale = 0.5)" },
        { "Residual", "BranchScale", "Residual<C>", "Residual<C>(BranchScale = 0.5)" },
        { "Residual", "StochasticDepth", "Residual<C>", "Residual<C>(StochasticDepth = 0.1)" },
        { "Residual", "ReZero", "Residual<C>", "Residual<C>(ReZero = true)" },
        { "Residual", "LayerScale", "Residual<C>", "Residual<C>(LayerScale = 0.5)" },
        { "Residual", "ZeroInitLast", "Residual<C>", "Residual<C>(ZeroInitLast = true)" },
        { "Highway", "GateBias", "Highway<C>", "Highway<C>(GateBias = -1)" },
        { "Gated", "GateBias", "Gated<C>", "Gated<C>(GateBias = -1)" },
        { "Glu", "activation", "Glu", "Glu(Activation.Silu)" },
        { "DenselyConnected`1", "count", "DenselyConnected<C>(1)", "DenselyConnected<C>(2)" },
        { "Parallel`2", "merge", "Parallel<C, C>", "Parallel<C, C>(Merge.Concat)" },
        { "Parallel`3", "merge", "Parallel<C, C, C>", "Parallel<C, C, C>(Merge.Concat)" },
        { "Parallel`4", "merge", "Parallel<C, C, C, C>", "Parallel<C, C, C, C>(Merge.Concat)" },
        { "Dropout", "probability", "Dropout", "Dropout(0.2)" },
        { "BatchNorm", "Momentum", "BatchNorm", "BatchNorm(Momentum = 0.2)" },
        { "BatchNorm", "Epsilon", "BatchNorm", "BatchNorm(Epsilon = 0.001)" },
        { "BatchNorm", "Affine", "BatchNorm", "BatchNorm(Affine = false)" },
        { "LeakyRelu", "slope", "LeakyRelu", "LeakyRelu(0.02)" },
        { "PRelu", "initialSlope", "PRelu", "PRelu(0.5)" },
        { "PRelu", "PerFeature", "PRelu", "PRelu(PerFeature = true)" },
        { "Elu", "alpha", "Elu", "Elu(0.5)" },
        { "Celu", "alpha", "Celu", "Celu(0.5)" },
        { "Gelu", "form", "Gelu", "Gelu(GeluForm.Tanh)" },
        { "Softplus", "beta", "Softplus", "Softplus(2)" },
        { "HardTanh", "min", "HardTanh", "HardTanh(0)" },
        { "HardTanh", "max", "HardTanh", "HardTanh(-1, 2)" },
        { "ClipByValue", "limit", "ClipByValue(1)", "ClipByValue(2)" },
        { "ClipByNorm", "limit", "ClipByNorm(1)", "ClipByNorm(2)" },
        { "ClipByGlobalNorm", "limit", "ClipByGlobalNorm(1)", "ClipByGlobalNorm(2)" },
        { "AdaptiveClip", "factor", "AdaptiveClip(0.1)", "AdaptiveClip(0.2)" },
        { "Huber", "delta", "Huber", "Huber(2)" },
        { "SoftmaxCrossEntropy", "Targets", "SoftmaxCrossEntropy", "SoftmaxCrossEntropy(Targets = ClassTargets.Probabilities)" },
        { "SoftmaxCrossEntropy", "LabelSmoothing", "SoftmaxCrossEntropy", "SoftmaxCrossEntropy(LabelSmoothing = 0.1)" },
    };

    [Theory]
    [MemberData(nameof(Arguments))]
    public void A_changed_argument_is_compiled_again(string attribute, string argument, string before, string after)
    {
        Assert.NotEmpty(attribute + argument);
        Reasons.After([Source(attribute, before)], [Source(attribute, after)]).ShouldBe(Reasons.Modified);
    }

    [Fact]
    public void No_argument_is_missing_here()
    {
        IEnumerable<string> declared = typeof(NetworkAttribute).Assembly.GetExportedTypes()
            .Where(type => type.IsSubclassOf(typeof(Attribute)) && !type.IsAbstract)
            .SelectMany(type => Names(type).Select(name => $"{type.Name.Replace("Attribute", "")}.{name}"));
        Assert.Equal(declared.Order(StringComparer.Ordinal), Arguments.Select(row => $"{row.Data.Item1}.{row.Data.Item2}").Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Names(Type attribute) =>
        attribute.GetConstructors().Single().GetParameters().Select(parameter => parameter.Name!)
            .Concat(attribute.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(property => property.CanWrite).Select(property => property.Name));

    private static string Source(string attribute, string written)
    {
        string network = attribute is "Network" or "Input" ? written : "Network(Input = 4)";
        bool isLoss = attribute is "Huber" or "SoftmaxCrossEntropy", isClipping = attribute.Contains("Clip", StringComparison.Ordinal);
        string layer = attribute is "Network" or "Input" || isLoss || isClipping ? "Relu" : written;
        string end = isLoss ? written : isClipping ? $"MeanSquaredError, {written}" : "MeanSquaredError";
        return $"[Block, Dense(3)] class B; [Block, Dense(4)] class C; [{network}, {layer}, Dense(2), {end}] partial class Net;";
    }
}
