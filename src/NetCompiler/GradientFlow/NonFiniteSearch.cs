using NetCompiler.Kernels;

namespace NetCompiler;

/// <summary>The memory in which a step is taken again to find out where it is not finite, so that its gradient and the state of its sequences stay as they are.</summary>
internal sealed class NonFiniteSearch<T>(NetworkDefinition definition) where T : unmanaged
{
    private readonly AlignedBuffer<T> _gradients = new(definition.ParameterVectorLength);
    private T[] _state = [];

    /// <summary>Who looks at the layers.</summary>
    public GradientProbe<T> Probe { get; } = GradientProbe<T>.OfNonFinite(definition);

    /// <summary>Where gradients go.</summary>
    public ref T FirstGradient => ref _gradients.First;

    /// <summary>A copy of a state, for the step to go on from.</summary>
    public Span<T> Copy(ReadOnlySpan<T> state)
    {
        if (_state.Length < state.Length)
            _state = new T[state.Length];
        Span<T> copy = _state.AsSpan(0, state.Length);
        state.CopyTo(copy);
        return copy;
    }
}
