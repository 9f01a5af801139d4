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
        { "Dense", "WeightNorm", "Dense(3)", "Dense(3, WeightNorm = true)" },
        { "Conv1D", "WeightNorm", "Conv1D(4, 3)", "Conv1D(4, 3, WeightNorm = true)" },
        { "Conv2D", "WeightNorm", "Conv2D(4, 3)", "Conv2D(4, 3, WeightNorm = true)" },
        { "Dense", "Init", "Dense(3)", "Dense(3, Init = Initializer.Normal)" },
        { "Dense", "InitScale", "Dense(3, Init = Initializer.Normal)", "Dense(3, Init = Initializer.Normal, InitScale = 0.5)" },
        { "Dense", "InitFan", "Dense(3, Init = Initializer.HeNormal)", "Dense(3, Init = Initializer.HeNormal, InitFan = Fan.Out)" },
        { "Dense", "BiasInit", "Dense(3)", "Dense(3, BiasInit = Initializer.Uniform)" },
        { "Dense", "BiasInitScale", "Dense(3, BiasInit = Initializer.Uniform)", "Dense(3, BiasInit = Initializer.Uniform, BiasInitScale = 0.5)" },
        { "Embedding", "vocabulary", "Embedding(5, 3)", "Embedding(6, 3)" },
        { "Embedding", "units", "Embedding(5, 3)", "Embedding(5, 4)" },
        { "Embedding", "PaddingIndex", "Embedding(5, 3)", "Embedding(5, 3, PaddingIndex = 0)" },
        { "Embedding", "Init", "Embedding(5, 3)", "Embedding(5, 3, Init = Initializer.Uniform)" },
        { "Embedding", "InitScale", "Embedding(5, 3, Init = Initializer.Uniform)", "Embedding(5, 3, Init = Initializer.Uniform, InitScale = 0.5)" },
        { "SelfAttention", "heads", "SelfAttention(1)", "SelfAttention(2)" },
        { "SelfAttention", "Causal", "SelfAttention(1)", "SelfAttention(1, Causal = true)" },
        { "SelfAttention", "Bias", "SelfAttention(1)", "SelfAttention(1, Bias = false)" },
        { "SelfAttention", "Init", "SelfAttention(1)", "SelfAttention(1, Init = Initializer.Normal)" },
        { "SelfAttention", "InitScale", "SelfAttention(1, Init = Initializer.Normal)", "SelfAttention(1, Init = Initializer.Normal, InitScale = 0.5)" },
        { "PositionalEncoding", "Learned", "PositionalEncoding", "PositionalEncoding(Learned = true)" },
        { "PositionalEncoding", "Init", "PositionalEncoding(Learned = true)", "PositionalEncoding(Learned = true, Init = Initializer.Uniform)" },
        { "PositionalEncoding", "InitScale", "PositionalEncoding(Learned = true, Init = Initializer.Uniform)", "PositionalEncoding(Learned = true, Init = Initializer.Uniform, InitScale = 0.5)" },
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
        { "LayerNorm", "Epsilon", "LayerNorm", "LayerNorm(Epsilon = 0.001)" },
        { "LayerNorm", "Affine", "LayerNorm", "LayerNorm(Affine = false)" },
        { "RmsNorm", "Epsilon", "RmsNorm", "RmsNorm(Epsilon = 0.001)" },
        { "RmsNorm", "Affine", "RmsNorm", "RmsNorm(Affine = false)" },
        { "GroupNorm", "groups", "GroupNorm(1)", "GroupNorm(2)" },
        { "GroupNorm", "Epsilon", "GroupNorm(2)", "GroupNorm(2, Epsilon = 0.001)" },
        { "GroupNorm", "Affine", "GroupNorm(2)", "GroupNorm(2, Affine = false)" },
        { "InstanceNorm", "Epsilon", "InstanceNorm", "InstanceNorm(Epsilon = 0.001)" },
        { "InstanceNorm", "Affine", "InstanceNorm", "InstanceNorm(Affine = true)" },
        { "Conv2D", "channels", "Conv2D(4, 3)", "Conv2D(6, 3)" },
        { "Conv2D", "kernel", "Conv2D(4, 3)", "Conv2D(4, 2)" },
        { "Conv2D", "KernelHeight", "Conv2D(4, 3)", "Conv2D(4, 3, KernelHeight = 2)" },
        { "Conv2D", "KernelWidth", "Conv2D(4, 3)", "Conv2D(4, 3, KernelWidth = 2)" },
        { "Conv2D", "Stride", "Conv2D(4, 3)", "Conv2D(4, 3, Stride = 2)" },
        { "Conv2D", "Padding", "Conv2D(4, 3)", "Conv2D(4, 3, Padding = Padding.Same)" },
        { "Conv2D", "Dilation", "Conv2D(4, 3)", "Conv2D(4, 3, Dilation = 2)" },
        { "Conv2D", "Groups", "Conv2D(4, 3)", "Conv2D(4, 3, Groups = 2)" },
        { "Conv2D", "Bias", "Conv2D(4, 3)", "Conv2D(4, 3, Bias = false)" },
        { "Conv2D", "Init", "Conv2D(4, 3)", "Conv2D(4, 3, Init = Initializer.Normal)" },
        { "Conv2D", "InitScale", "Conv2D(4, 3, Init = Initializer.Normal)", "Conv2D(4, 3, Init = Initializer.Normal, InitScale = 0.5)" },
        { "Conv2D", "InitFan", "Conv2D(4, 3, Init = Initializer.HeNormal)", "Conv2D(4, 3, Init = Initializer.HeNormal, InitFan = Fan.Out)" },
        { "Conv2D", "BiasInit", "Conv2D(4, 3)", "Conv2D(4, 3, BiasInit = Initializer.Uniform)" },
        { "Conv2D", "BiasInitScale", "Conv2D(4, 3, BiasInit = Initializer.Uniform)", "Conv2D(4, 3, BiasInit = Initializer.Uniform, BiasInitScale = 0.5)" },
        { "Conv1D", "channels", "Conv1D(4, 3)", "Conv1D(6, 3)" },
        { "Conv1D", "kernel", "Conv1D(4, 3)", "Conv1D(4, 2)" },
        { "Conv1D", "Stride", "Conv1D(4, 3)", "Conv1D(4, 3, Stride = 2)" },
        { "Conv1D", "Padding", "Conv1D(4, 3)", "Conv1D(4, 3, Padding = Padding.Same)" },
        { "Conv1D", "Dilation", "Conv1D(4, 3)", "Conv1D(4, 3, Dilation = 2)" },
        { "Conv1D", "Groups", "Conv1D(4, 3)", "Conv1D(4, 3, Groups = 2)" },
        { "Conv1D", "Bias", "Conv1D(4, 3)", "Conv1D(4, 3, Bias = false)" },
        { "Conv1D", "Init", "Conv1D(4, 3)", "Conv1D(4, 3, Init = Initializer.Normal)" },
        { "Conv1D", "InitScale", "Conv1D(4, 3, Init = Initializer.Normal)", "Conv1D(4, 3, Init = Initializer.Normal, InitScale = 0.5)" },
        { "Conv1D", "InitFan", "Conv1D(4, 3, Init = Initializer.HeNormal)", "Conv1D(4, 3, Init = Initializer.HeNormal, InitFan = Fan.Out)" },
        { "Conv1D", "BiasInit", "Conv1D(4, 3)", "Conv1D(4, 3, BiasInit = Initializer.Uniform)" },
        { "Conv1D", "BiasInitScale", "Conv1D(4, 3, BiasInit = Initializer.Uniform)", "Conv1D(4, 3, BiasInit = Initializer.Uniform, BiasInitScale = 0.5)" },
        { "Bidirectional`1", "merge", "Bidirectional<C>", "Bidirectional<C>(Merge.Sum)" },
        { "CausalConv1D", "channels", "CausalConv1D(4, 3)", "CausalConv1D(6, 3)" },
        { "CausalConv1D", "kernel", "CausalConv1D(4, 3)", "CausalConv1D(4, 2)" },
        { "CausalConv1D", "Dilation", "CausalConv1D(4, 3)", "CausalConv1D(4, 3, Dilation = 2)" },
        { "CausalConv1D", "Bias", "CausalConv1D(4, 3)", "CausalConv1D(4, 3, Bias = false)" },
        { "CausalConv1D", "WeightNorm", "CausalConv1D(4, 3)", "CausalConv1D(4, 3, WeightNorm = true)" },
        { "CausalConv1D", "Init", "CausalConv1D(4, 3)", "CausalConv1D(4, 3, Init = Initializer.Normal)" },
        { "CausalConv1D", "InitScale", "CausalConv1D(4, 3, Init = Initializer.Normal)", "CausalConv1D(4, 3, Init = Initializer.Normal, InitScale = 0.5)" },
        { "CausalConv1D", "InitFan", "CausalConv1D(4, 3, Init = Initializer.HeNormal)", "CausalConv1D(4, 3, Init = Initializer.HeNormal, InitFan = Fan.Out)" },
        { "CausalConv1D", "BiasInit", "CausalConv1D(4, 3)", "CausalConv1D(4, 3, BiasInit = Initializer.Uniform)" },
        { "CausalConv1D", "BiasInitScale", "CausalConv1D(4, 3, BiasInit = Initializer.Uniform)", "CausalConv1D(4, 3, BiasInit = Initializer.Uniform, BiasInitScale = 0.5)" },
        { "MaxPool", "kernel", "MaxPool(2)", "MaxPool(3)" },
        { "MaxPool", "KernelHeight", "MaxPool(2)", "MaxPool(2, KernelHeight = 3)" },
        { "MaxPool", "KernelWidth", "MaxPool(2)", "MaxPool(2, KernelWidth = 3)" },
        { "MaxPool", "Stride", "MaxPool(2)", "MaxPool(2, Stride = 1)" },
        { "MaxPool", "Padding", "MaxPool(2)", "MaxPool(2, Padding = 1)" },
        { "AveragePool", "kernel", "AveragePool(2)", "AveragePool(3)" },
        { "AveragePool", "KernelHeight", "AveragePool(2)", "AveragePool(2, KernelHeight = 3)" },
        { "AveragePool", "KernelWidth", "AveragePool(2)", "AveragePool(2, KernelWidth = 3)" },
        { "AveragePool", "Stride", "AveragePool(2)", "AveragePool(2, Stride = 1)" },
        { "AveragePool", "Padding", "AveragePool(2)", "AveragePool(2, Padding = 1)" },
        { "AveragePool", "CountIncludePad", "AveragePool(2, Padding = 1)", "AveragePool(2, Padding = 1, CountIncludePad = false)" },
        { "Upsample", "factor", "Upsample(2)", "Upsample(3)" },
        { "Upsample", "Mode", "Upsample(2)", "Upsample(2, Mode = UpsampleMode.Bilinear)" },
        { "Reshape", "shape", "Reshape(12, 12)", "Reshape(6, 24)" },
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
        { "Input", "Time", "Network, Input(Time = 3, Features = 2)", "Network, Input(Time = 4, Features = 2)" },
        { "Input", "Features", "Network, Input(Time = 3, Features = 2)", "Network, Input(Time = 3, Features = 1)" },
        { "Rnn", "units", "Rnn(3)", "Rnn(4)" },
        { "Rnn", "Returns", "Rnn(3)", "Rnn(3, Returns = Returns.Sequence)" },
        { "Rnn", "Init", "Rnn(3)", "Rnn(3, Init = Initializer.Normal)" },
        { "Rnn", "RecurrentInit", "Rnn(3)", "Rnn(3, RecurrentInit = Initializer.Normal)" },
        { "Rnn", "RecurrentDropout", "Rnn(3)", "Rnn(3, RecurrentDropout = 0.5)" },
        { "Rnn", "InitScale", "Rnn(3, Init = Initializer.Normal)", "Rnn(3, Init = Initializer.Normal, InitScale = 0.5)" },
        { "Rnn", "RecurrentInitScale", "Rnn(3, RecurrentInit = Initializer.Normal)", "Rnn(3, RecurrentInit = Initializer.Normal, RecurrentInitScale = 0.5)" },
        { "Lstm", "units", "Lstm(3)", "Lstm(4)" },
        { "Lstm", "Returns", "Lstm(3)", "Lstm(3, Returns = Returns.Sequence)" },
        { "Lstm", "Init", "Lstm(3)", "Lstm(3, Init = Initializer.Normal)" },
        { "Lstm", "RecurrentInit", "Lstm(3)", "Lstm(3, RecurrentInit = Initializer.Normal)" },
        { "Lstm", "RecurrentDropout", "Lstm(3)", "Lstm(3, RecurrentDropout = 0.5)" },
        { "Lstm", "InitScale", "Lstm(3, Init = Initializer.Normal)", "Lstm(3, Init = Initializer.Normal, InitScale = 0.5)" },
        { "Lstm", "RecurrentInitScale", "Lstm(3, RecurrentInit = Initializer.Normal)", "Lstm(3, RecurrentInit = Initializer.Normal, RecurrentInitScale = 0.5)" },
        { "Gru", "units", "Gru(3)", "Gru(4)" },
        { "Gru", "Returns", "Gru(3)", "Gru(3, Returns = Returns.Sequence)" },
        { "Gru", "Init", "Gru(3)", "Gru(3, Init = Initializer.Normal)" },
        { "Gru", "RecurrentInit", "Gru(3)", "Gru(3, RecurrentInit = Initializer.Normal)" },
        { "Gru", "RecurrentDropout", "Gru(3)", "Gru(3, RecurrentDropout = 0.5)" },
        { "Gru", "InitScale", "Gru(3, Init = Initializer.Normal)", "Gru(3, Init = Initializer.Normal, InitScale = 0.5)" },
        { "Gru", "RecurrentInitScale", "Gru(3, RecurrentInit = Initializer.Normal)", "Gru(3, RecurrentInit = Initializer.Normal, RecurrentInitScale = 0.5)" },
        { "Rnn", "Activation", "Rnn(3)", "Rnn(3, Activation = Activation.Relu)" },
        { "Lstm", "ForgetBias", "Lstm(3)", "Lstm(3, ForgetBias = 2)" },
        { "Lstm", "CoupledGates", "Lstm(3)", "Lstm(3, CoupledGates = true)" },
        { "Lstm", "Peepholes", "Lstm(3)", "Lstm(3, Peepholes = true)" },
        { "Lstm", "Projection", "Lstm(3)", "Lstm(3, Projection = 2)" },
        { "Lstm", "LayerNorm", "Lstm(3)", "Lstm(3, LayerNorm = true)" },
        { "Lstm", "CellClip", "Lstm(3)", "Lstm(3, CellClip = 3)" },
        { "Gru", "UpdateBias", "Gru(3)", "Gru(3, UpdateBias = 2)" },
        { "Gru", "ResetAfter", "Gru(3)", "Gru(3, ResetAfter = false)" },
        { "Decoder`1", "time", "Decoder<D>(3, Features = 2)", "Decoder<D>(4, Features = 2)" },
        { "Decoder`1", "Features", "Decoder<D>(3)", "Decoder<D>(3, Features = 2)" },
        { "Decoder`1", "StartToken", "Decoder<D>(3, Features = 2)", "Decoder<D>(3, Features = 2, StartToken = 1)" },
        { "Decoder`1", "StopToken", "Decoder<D>(3, Features = 2)", "Decoder<D>(3, Features = 2, StopToken = 1)" },
        { "Attention", "kind", "Attention(AttentionKind.Luong)", "Attention(AttentionKind.Bahdanau)" },
        { "Attention", "Score", "Attention(AttentionKind.Luong)", "Attention(AttentionKind.Luong, Score = AttentionScore.Additive)" },
        { "Attention", "Units", "Attention(AttentionKind.Bahdanau)", "Attention(AttentionKind.Bahdanau, Units = 3)" },
        { "Attention", "Init", "Attention(AttentionKind.Luong)", "Attention(AttentionKind.Luong, Init = Initializer.Normal)" },
        { "Attention", "InitScale", "Attention(AttentionKind.Luong, Init = Initializer.Normal)", "Attention(AttentionKind.Luong, Init = Initializer.Normal, InitScale = 0.5)" },
        { "Huber", "delta", "Huber", "Huber(2)" },
        { "SoftmaxCrossEntropy", "Targets", "SoftmaxCrossEntropy", "SoftmaxCrossEntropy(Targets = ClassTargets.Probabilities)" },
        { "SoftmaxCrossEntropy", "IgnoreIndex", "SoftmaxCrossEntropy", "SoftmaxCrossEntropy(IgnoreIndex = -1)" },
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
            .Concat(attribute.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite && (property.DeclaringType == attribute || property.DeclaringType!.IsAbstract)).Select(property => property.Name));

    /// <summary>A network in which an attribute makes sense.</summary>
    internal static string Source(string attribute, string written)
    {
        string network = attribute switch
        {
            "Network" or "Input" => written,
            "Conv1D" or "InstanceNorm" => "Network, Input(4, 6)",
            "Conv2D" or "MaxPool" or "AveragePool" or "Upsample" or "Reshape" => "Network, Input(4, 6, 6)",
            "Rnn" or "Lstm" or "Gru" or "SelfAttention" or "PositionalEncoding" or "CausalConv1D" or "Bidirectional`1" => "Network, Input(Time = 3, Features = 4)",
            _ => "Network(Input = 4)",
        };
        if (attribute is "Decoder`1" or "Attention")
        {
            (string inside, string decoder) = attribute == "Attention" ? ($"{written}, ", "Decoder<D>(3, Features = 2)") : ("", written);
            return $"[Block, Gru(4, Returns = Returns.Sequence)] class E; [Block, {inside}Gru(4, Returns = Returns.Sequence)] class D; [Network, Input(Time = 3, Features = 4), Encoder<E>, {decoder}, Dense(2), MeanSquaredError] partial class Net;";
        }

        bool isLoss = attribute is "Huber" or "SoftmaxCrossEntropy", isClipping = attribute.Contains("Clip", StringComparison.Ordinal);
        string layer = attribute is "Network" or "Input" || isLoss || isClipping ? "Relu" : written;
        string end = isLoss ? written : isClipping ? $"MeanSquaredError, {written}" : "MeanSquaredError";
        return $"[Block, Dense(3)] class B; [Block, Dense(4)] class C; [{network}, {layer}, Dense(2), {end}] partial class Net;";
    }
}
