using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetCompiler;

/// <summary>Gradient descent with momentum: b ← μ·b + g, p ← p - η·b. Polyak 1964. No dampening, so the first step is that of
/// <see cref="Sgd"/>.</summary>
/// <param name="learningRate">The step size η, at least 0.</param>
/// <param name="momentum">The coefficient μ, in [0, 1).</param>
public sealed class Momentum(double learningRate = 1e-3, double momentum = 0.9) : Optimizer(learningRate)
{
    /// <summary>The momentum coefficient μ, in [0, 1).</summary>
    public double Coefficient { get; } = Setting.Fraction(momentum, nameof(momentum));

    /// <summary>Whether the step looks ahead: p ← p - η·(g + μ·b). Nesterov 1983, in the form of Sutskever et al. 2013.</summary>
    public bool Nesterov { get; init; }

    /// <inheritdoc/>
    public override OptimizerState<T> CreateState<T>(NetworkDefinition definition) => new State<T>(this, definition);

    private sealed class State<T>(Momentum settings, NetworkDefinition definition) : OptimizerState<T>(settings, definition) where T : unmanaged
    {
        private readonly AlignedBuffer<T> _velocity = new(definition.ParameterVectorLength);

        protected override void Update(Span<T> parameters, ReadOnlySpan<T> gradients, double learningRate, double gradientScale)
        {
            if (settings.Nesterov)
                Run(new NesterovRule<T>(settings, learningRate), parameters, gradients, _velocity.Span, default, learningRate, gradientScale);
            else
                Run(new Rule<T>(settings, learningRate), parameters, gradients, _velocity.Span, default, learningRate, gradientScale);
        }
    }

    private readonly struct Rule<T>(Momentum settings, double learningRate) : IUpdateRule<T> where T : unmanaged
    {
        private readonly Vector<T> _momentum = Element<T>.Broadcast(settings.Coefficient);
        private readonly Vector<T> _negativeRate = Element<T>.Broadcast(-learningRate);

        public static int Memories => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Apply(Vector<T> parameter, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second)
        {
            first = Element<T>.MultiplyAdd(first, _momentum, gradient);
            return Element<T>.MultiplyAdd(first, _negativeRate, parameter);
        }
    }

    private readonly struct NesterovRule<T>(Momentum settings, double learningRate) : IUpdateRule<T> where T : unmanaged
    {
        private readonly Vector<T> _momentum = Element<T>.Broadcast(settings.Coefficient);
        private readonly Vector<T> _negativeRate = Element<T>.Broadcast(-learningRate);

        public static int Memories => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Apply(Vector<T> parameter, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second)
        {
            first = Element<T>.MultiplyAdd(first, _momentum, gradient);
            return Element<T>.MultiplyAdd(Element<T>.MultiplyAdd(first, _momentum, gradient), _negativeRate, parameter);
        }
    }
}
