namespace NetCompiler;

/// <summary>Makes the compiler emit a trainable network into this partial class, from the layer attributes below it.</summary>
/// <example><code>
/// [Network(Input = 64)]
/// [Dense(128), Relu]
/// [Dense(10)]
/// [SoftmaxCrossEntropy]
/// public partial class DigitsNet;
/// </code></example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class NetworkAttribute : Attribute
{
    /// <summary>The number of input elements per example (at least 1). For an input with several dimensions use <see cref="InputAttribute"/>.</summary>
    public int Input { get; set; }

    /// <summary>The element type of parameters, activations and gradients; <see cref="Precision.Float"/> by default.</summary>
    public Precision Precision { get; set; }
}
