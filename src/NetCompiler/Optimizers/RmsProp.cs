using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetCompiler;

/// <summary>RMSProp: v ← α·v + (1-α)·g², p ← p - η·g / (√v + ε). Tieleman and Hinton 2012.</summary>
/// <param name="learningRate">The step size η, at least 0.</param>
public sealed class RmsProp(double learningRate = 1e-2) : Optimizer(learningRate)
{
    /// <summary>The smoothing constant α of the mean square, in [0, 1).</summary>
    public double Alpha { get; init => field = Setting.Fraction(value, nameof(Alpha)); } = 0.99;

    /// <summary>The term ε in the denominator, greater than 0.</summary>
    public double Epsilon { get; init => field = Setting.Epsilon(value, nameof(Epsilon)); } = 1e-8;

    /// <inheritdoc/>
    public override OptimizerState<T> CreateState<T>(NetworkDefinition definition) => new State<T>(this, definition);

    private sealed class State<T>(RmsProp settings, NetworkDefinition definition) : OptimizerState<T>(settings, definition) where T : unmanaged
    {
        private readonly AlignedBuffer<T> _meanSquare = new(definition.ParameterVectorLength);

        protected override void Update(Span<T> parameters, ReadOnlySpan<T> gradients, double learningRate, double gradientScale) =>
            Run(new Rule<T>(settings, learningRate), parameters, gradients, _meanSquare.Span, default, learningRate, gradientScale);
    }

    private readonly struct Rule<T>(RmsProp settings, double learningRate) : IUpdateRule<T> where T : unmanaged
    {
        private readonly Vector<T> _alpha = Element<T>.Broadcast(settings.Alpha);
        private readonly Vector<T> _oneMinusAlpha = Element<T>.Broadcast(1.0 - settings.Alpha);
        private readonly Vector<T> _epsilon = Element<T>.Broadcast(settings.Epsilon);
        private readonly Vector<T> _rate = Element<T>.Broadcast(learningRate);

        public static int Memories => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Apply(Vector<T> parameter, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second)
        {
            first = Element<T>.MultiplyAdd(first, _alpha, gradient * gradient * _oneMinusAlpha);
            return parameter - (gradient * _rate / (Vector.SquareRoot(first) + _epsilon));
        }
    }
}
