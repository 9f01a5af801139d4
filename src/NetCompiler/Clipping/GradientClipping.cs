using System.Globalization;

namespace NetCompiler;

/// <summary>How the gradient of a step is bounded before the optimizer sees it.</summary>
/// <remarks>Clipping keeps a gradient that explodes from ruining the weights. It makes no small gradient larger, so it does nothing for a network
/// whose gradient vanishes. Declare it with <see cref="ClippingAttribute"/>, or set <see cref="TrainingOptions{T}.Clipping"/>, which comes first.</remarks>
public abstract class GradientClipping
{
    private protected GradientClipping(string kind, double limit) => (Kind, Limit) = (kind, limit);

    /// <summary>No clipping: the norm is measured and nothing is changed. In <see cref="TrainingOptions{T}.Clipping"/> it turns off what was declared.</summary>
    public static GradientClipping None { get; } = new NoClipping();

    /// <summary>The name of the attribute that declares it, such as <c>ClipByGlobalNorm</c>; <c>None</c> for <see cref="None"/>.</summary>
    public string Kind { get; }

    /// <summary>The greatest element or norm, or λ of <see cref="Adaptive"/>; infinite for <see cref="None"/>.</summary>
    public double Limit { get; }

    /// <summary>Moves every element of the gradient into [-limit, limit]. This changes the direction of the gradient.</summary>
    /// <param name="limit">The greatest magnitude, greater than 0.</param>
    /// <returns>The clipping.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is not positive or not finite.</exception>
    public static GradientClipping ByValue(double limit) => new ValueClipping(Setting.Positive(limit, nameof(limit)));

    /// <summary>Scales the gradient of every parameter tensor on its own to a Euclidean norm of at most <paramref name="limit"/>.</summary>
    /// <param name="limit">The greatest norm of one tensor, greater than 0.</param>
    /// <returns>The clipping.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is not positive or not finite.</exception>
    public static GradientClipping ByNorm(double limit) => new NormClipping(Setting.Positive(limit, nameof(limit)));

    /// <summary>Scales the whole gradient to a Euclidean norm of at most <paramref name="limit"/>; its direction stays. Pascanu, Mikolov and
    /// Bengio 2013.</summary>
    /// <param name="limit">The greatest norm over all parameters, greater than 0.</param>
    /// <returns>The clipping.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is not positive or not finite.</exception>
    public static GradientClipping ByGlobalNorm(double limit) => new GlobalNormClipping(Setting.Positive(limit, nameof(limit)));

    /// <summary>Adaptive gradient clipping, Brock, De, Smith and Simonyan 2021: scales the gradient of every unit to at most λ times the norm of the
    /// unit's weights, which counts as at least 10⁻³.</summary>
    /// <remarks>A unit is a column of an <c>[in, out]</c> weight, or a filter of a convolution: all that leads to one output. Every other tensor is one unit. As in the paper and its code, the
    /// last layer with a weight is left alone, with its bias.</remarks>
    /// <param name="factor">λ, greater than 0; the paper uses 0.01 for batches of 4,096, and more for smaller ones.</param>
    /// <returns>The clipping.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="factor"/> is not positive or not finite.</exception>
    public static GradientClipping Adaptive(double factor) => new AdaptiveClipping(Setting.Positive(factor, nameof(factor)));

    /// <summary>Clips a gradient in place, for training loops of your own. Allocates nothing once warm.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="definition">The network that it is the gradient of.</param>
    /// <param name="gradients">The gradient, such as <see cref="Workspace{T}.Gradients"/>. One that is not finite stays as it is.</param>
    /// <param name="parameters">The flat parameter vector, of the same layout.</param>
    /// <returns>The Euclidean norm of the gradient before clipping; NaN or infinite exactly when an element is, or the norm exceeds what double can hold.</returns>
    /// <exception cref="ArgumentException">A length is not <see cref="NetworkDefinition.ParameterVectorLength"/>.</exception>
    public double Apply<T>(NetworkDefinition definition, Span<T> gradients, ReadOnlySpan<T> parameters) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(definition);
        int length = definition.ParameterVectorLength;
        if (gradients.Length != length || parameters.Length != length)
            throw new ArgumentException(
                $"{definition.Name} has a parameter vector of {length} elements; given were {gradients.Length} gradients and {parameters.Length} parameters.");
        ClippedGradient clipped = Clip(definition, gradients, parameters, scale: 1.0);
        if (clipped.Scale != 1.0)
            GradientScaling.Scale(gradients, clipped.Scale);
        return clipped.Norm;
    }

    /// <summary>Kind and limit.</summary>
    /// <returns>For example <c>ClipByGlobalNorm(1)</c>.</returns>
    public override string ToString() => double.IsFinite(Limit) ? string.Create(CultureInfo.InvariantCulture, $"{Kind}({Limit})") : Kind;

    /// <summary>Measures the gradient in one pass, and clips it: as far as one factor does that, the caller applies it, and the rest is done in place.</summary>
    /// <param name="definition">The network.</param>
    /// <param name="gradients">The gradient; unchanged when it is not finite.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="scale">A factor on every gradient that the caller is about to apply anyway.</param>
    internal abstract ClippedGradient Clip<T>(NetworkDefinition definition, Span<T> gradients, ReadOnlySpan<T> parameters, double scale) where T : unmanaged;

    /// <summary>Clips a gradient whose norm is known; null where that takes more than the norm.</summary>
    /// <param name="norm">The norm, with the factor.</param>
    /// <param name="scale">A factor on every gradient that the caller is about to apply anyway.</param>
    internal virtual ClippedGradient? OfNorm(double norm, double scale) => null;
}
