namespace NetCompiler;

/// <summary>Adam: m ← β₁·m + (1-β₁)·g, v ← β₂·v + (1-β₂)·g², p ← p - η·m̂ / (√v̂ + ε), with m̂ = m/(1-β₁ᵗ) and v̂ = v/(1-β₂ᵗ) at step t.
/// Kingma and Ba 2015. Weight decay is L2 unless set otherwise; <see cref="AdamW"/> decouples it.</summary>
/// <param name="learningRate">The step size η, at least 0.</param>
public class Adam(double learningRate = 1e-3) : Optimizer(learningRate)
{
    /// <summary>The smoothing constant β₁ of the mean gradient, in [0, 1).</summary>
    public double Beta1 { get; init => field = Setting.Fraction(value, nameof(Beta1)); } = 0.9;

    /// <summary>The smoothing constant β₂ of the mean square gradient, in [0, 1).</summary>
    public double Beta2 { get; init => field = Setting.Fraction(value, nameof(Beta2)); } = 0.999;

    /// <summary>The term ε in the denominator, greater than 0.</summary>
    public double Epsilon { get; init => field = Setting.Epsilon(value, nameof(Epsilon)); } = 1e-8;

    /// <inheritdoc/>
    public override OptimizerState<T> CreateState<T>(NetworkDefinition definition) => new State<T>(this, definition);

    private sealed class State<T>(Adam settings, NetworkDefinition definition) : OptimizerState<T>(settings, definition) where T : unmanaged
    {
        private readonly AlignedBuffer<T> _mean = new(definition.ParameterVectorLength);
        private readonly AlignedBuffer<T> _meanSquare = new(definition.ParameterVectorLength);

        protected override void Update(Span<T> parameters, ReadOnlySpan<T> gradients, double learningRate, double gradientScale)
        {
            double correction1 = 1.0 - Math.Pow(settings.Beta1, StepCount);
            double correction2 = 1.0 - Math.Pow(settings.Beta2, StepCount);
            var rule = new AdamRule<T>(
                settings.Beta1, settings.Beta2, settings.Epsilon, correction2, fromGradient: 0.0, fromMean: -learningRate / correction1);
            Run(rule, parameters, gradients, _mean.Span, _meanSquare.Span, learningRate, gradientScale);
        }
    }
}
