using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetCompiler;

/// <summary>Lion: p ← p - η·sign(β₁·m + (1-β₁)·g), then m ← β₂·m + (1-β₂)·g; sign(0) is 0. Chen et al. 2023.
/// Every weight moves by η, so learning rates are 3 to 10 times smaller, and weight decays as much larger, than those of
/// <see cref="AdamW"/>.</summary>
public sealed class Lion : Optimizer
{
    /// <summary>Sets the learning rate.</summary>
    /// <param name="learningRate">The step size η, at least 0.</param>
    public Lion(double learningRate = 1e-4) : base(learningRate) => WeightDecayMode = WeightDecayMode.Decoupled;

    /// <summary>The constant β₁ that weighs the memory in the step, in [0, 1).</summary>
    public double Beta1 { get; init => field = Setting.Fraction(value, nameof(Beta1)); } = 0.9;

    /// <summary>The smoothing constant β₂ of the memory, in [0, 1).</summary>
    public double Beta2 { get; init => field = Setting.Fraction(value, nameof(Beta2)); } = 0.99;

    /// <inheritdoc/>
    public override OptimizerState<T> CreateState<T>(NetworkDefinition definition) => new State<T>(this, definition);

    private sealed class State<T>(Lion settings, NetworkDefinition definition) : OptimizerState<T>(settings, definition) where T : unmanaged
    {
        private readonly AlignedBuffer<T> _mean = new(definition.ParameterVectorLength);

        protected override void Update(Span<T> parameters, ReadOnlySpan<T> gradients, double learningRate, double gradientScale) =>
            Run(new Rule<T>(settings, learningRate), parameters, gradients, _mean.Span, default, learningRate, gradientScale);
    }

    private readonly struct Rule<T>(Lion settings, double learningRate) : IUpdateRule<T> where T : unmanaged
    {
        private readonly Vector<T> _oneMinusBeta1 = Element<T>.Broadcast(1.0 - settings.Beta1);
        private readonly Vector<T> _oneMinusBeta2 = Element<T>.Broadcast(1.0 - settings.Beta2);
        private readonly Vector<T> _rate = Element<T>.Broadcast(learningRate);

        public static int Memories => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Apply(Vector<T> parameter, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second)
        {
            Vector<T> difference = gradient - first;
            Vector<T> direction = Element<T>.MultiplyAdd(difference, _oneMinusBeta1, first);
            first = Element<T>.MultiplyAdd(difference, _oneMinusBeta2, first);
            Vector<T> step = Vector.ConditionalSelect(Vector.Equals(direction, Vector<T>.Zero), Vector<T>.Zero, Vector.CopySign(_rate, direction));
            return parameter - step;
        }
    }
}
