namespace NetCompiler;

/// <summary>Adam with Nesterov momentum: with μₜ = β₁·(1 - ½·0.96^(t·ψ)) and Πₜ = μ₁···μₜ,
/// p ← p - η·((1-μₜ)/(1-Πₜ)·g + μₜ₊₁/(1-Πₜ₊₁)·m) / (√v̂ + ε). Dozat 2016.</summary>
/// <param name="learningRate">The step size η, at least 0.</param>
public sealed class NAdam(double learningRate = 2e-3) : Optimizer(learningRate)
{
    /// <summary>The smoothing constant β₁ of the mean gradient, in [0, 1).</summary>
    public double Beta1 { get; init => field = Setting.Fraction(value, nameof(Beta1)); } = 0.9;

    /// <summary>The smoothing constant β₂ of the mean square gradient, in [0, 1).</summary>
    public double Beta2 { get; init => field = Setting.Fraction(value, nameof(Beta2)); } = 0.999;

    /// <summary>The term ε in the denominator, greater than 0.</summary>
    public double Epsilon { get; init => field = Setting.Epsilon(value, nameof(Epsilon)); } = 1e-8;

    /// <summary>The rate ψ at which the momentum approaches β₁, at least 0.</summary>
    public double MomentumDecay { get; init => field = Setting.AtLeastZero(value, nameof(MomentumDecay)); } = 4e-3;

    /// <inheritdoc/>
    public override OptimizerState<T> CreateState<T>(NetworkDefinition definition) => new State<T>(this, definition);

    private sealed class State<T>(NAdam settings, NetworkDefinition definition) : OptimizerState<T>(settings, definition) where T : unmanaged
    {
        private readonly AlignedBuffer<T> _mean = new(definition.ParameterVectorLength);
        private readonly AlignedBuffer<T> _meanSquare = new(definition.ParameterVectorLength);
        private double _product = 1.0;

        protected override void Update(Span<T> parameters, ReadOnlySpan<T> gradients, double learningRate, double gradientScale)
        {
            double now = MomentumAt(StepCount), next = MomentumAt(StepCount + 1);
            _product *= now;
            var rule = new AdamRule<T>(
                settings.Beta1,
                settings.Beta2,
                settings.Epsilon,
                correction2: 1.0 - Math.Pow(settings.Beta2, StepCount),
                fromGradient: -learningRate * (1.0 - now) / (1.0 - _product),
                fromMean: -learningRate * next / (1.0 - (_product * next)));
            Run(rule, parameters, gradients, _mean.Span, _meanSquare.Span, learningRate, gradientScale);
        }

        private double MomentumAt(long step) => settings.Beta1 * (1.0 - (0.5 * Math.Pow(0.96, step * settings.MomentumDecay)));
    }
}
