using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetCompiler;

/// <summary>Stochastic gradient descent: p ← p - η·g. Robbins and Monro 1951. For momentum see <see cref="Momentum"/>.</summary>
/// <param name="learningRate">The step size η, at least 0.</param>
public sealed class Sgd(double learningRate = 1e-3) : Optimizer(learningRate)
{
    /// <inheritdoc/>
    public override OptimizerState<T> CreateState<T>(NetworkDefinition definition) => new State<T>(this, definition);

    private sealed class State<T>(Sgd settings, NetworkDefinition definition) : OptimizerState<T>(settings, definition) where T : unmanaged
    {
        protected override void Update(Span<T> parameters, ReadOnlySpan<T> gradients, double learningRate, double gradientScale) =>
            Run(new Rule<T>(learningRate), parameters, gradients, default, default, learningRate, gradientScale);
    }

    private readonly struct Rule<T>(double learningRate) : IUpdateRule<T> where T : unmanaged
    {
        private readonly Vector<T> _negativeRate = Element<T>.Broadcast(-learningRate);

        public static int Memories => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Apply(Vector<T> parameter, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second) =>
            Element<T>.MultiplyAdd(gradient, _negativeRate, parameter);
    }
}
