using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetCompiler;

/// <summary>Adagrad: s ← s + g², p ← p - η/(1 + (t-1)·d)·g / (√s + ε), at step t. Duchi et al. 2011.</summary>
/// <param name="learningRate">The step size η, at least 0.</param>
public sealed class Adagrad(double learningRate = 1e-2) : Optimizer(learningRate)
{
    /// <summary>The decay d of the learning rate, at least 0.</summary>
    public double LearningRateDecay { get; init => field = Setting.AtLeastZero(value, nameof(LearningRateDecay)); }

    /// <summary>The first value of every s, at least 0.</summary>
    public double InitialAccumulator { get; init => field = Setting.AtLeastZero(value, nameof(InitialAccumulator)); }

    /// <summary>The term ε in the denominator, greater than 0.</summary>
    public double Epsilon { get; init => field = Setting.Epsilon(value, nameof(Epsilon)); } = 1e-10;

    /// <inheritdoc/>
    public override OptimizerState<T> CreateState<T>(NetworkDefinition definition) => new State<T>(this, definition);

    private sealed class State<T> : OptimizerState<T> where T : unmanaged
    {
        private readonly Adagrad _settings;
        private readonly AlignedBuffer<T> _sum;

        public State(Adagrad settings, NetworkDefinition definition) : base(settings, definition)
        {
            _settings = settings;
            _sum = new AlignedBuffer<T>(definition.ParameterVectorLength);
            _sum.Span.Fill(Element<T>.From(settings.InitialAccumulator));
        }

        protected override void Update(Span<T> parameters, ReadOnlySpan<T> gradients, double learningRate, double gradientScale)
        {
            double rate = learningRate / (1.0 + ((StepCount - 1) * _settings.LearningRateDecay));
            Run(new Rule<T>(_settings, rate), parameters, gradients, _sum.Span, default, learningRate, gradientScale);
        }
    }

    private readonly struct Rule<T>(Adagrad settings, double rate) : IUpdateRule<T> where T : unmanaged
    {
        private readonly Vector<T> _epsilon = Element<T>.Broadcast(settings.Epsilon);
        private readonly Vector<T> _rate = Element<T>.Broadcast(rate);

        public static int Memories => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Apply(Vector<T> parameter, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second)
        {
            first = Element<T>.MultiplyAdd(gradient, gradient, first);
            return parameter - (gradient * _rate / (Vector.SquareRoot(first) + _epsilon));
        }
    }
}
