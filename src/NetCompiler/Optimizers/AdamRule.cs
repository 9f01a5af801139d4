using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetCompiler;

/// <summary>The arithmetic that Adam and NAdam share: m ← m + (1-β₁)·(g - m), v ← β₂·v + (1-β₂)·g²,
/// p ← p + (fromGradient·g + fromMean·m) / (√(v / correction2) + ε). All that depends on the step only is a constant here.</summary>
internal readonly struct AdamRule<T>(double beta1, double beta2, double epsilon, double correction2, double fromGradient, double fromMean)
    : IUpdateRule<T> where T : unmanaged
{
    private readonly Vector<T> _oneMinusBeta1 = Element<T>.Broadcast(1.0 - beta1);
    private readonly Vector<T> _beta2 = Element<T>.Broadcast(beta2);
    private readonly Vector<T> _oneMinusBeta2 = Element<T>.Broadcast(1.0 - beta2);
    private readonly Vector<T> _rootScale = Element<T>.Broadcast(1.0 / Math.Sqrt(correction2));
    private readonly Vector<T> _epsilon = Element<T>.Broadcast(epsilon);
    private readonly Vector<T> _fromGradient = Element<T>.Broadcast(fromGradient);
    private readonly Vector<T> _fromMean = Element<T>.Broadcast(fromMean);

    public static int Memories => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Apply(Vector<T> parameter, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second)
    {
        first = Element<T>.MultiplyAdd(gradient - first, _oneMinusBeta1, first);
        second = Element<T>.MultiplyAdd(second, _beta2, gradient * gradient * _oneMinusBeta2);
        Vector<T> direction = Element<T>.MultiplyAdd(gradient, _fromGradient, first * _fromMean);
        return parameter + (direction / Element<T>.MultiplyAdd(Vector.SquareRoot(second), _rootScale, _epsilon));
    }
}
