namespace NetCompiler;

/// <summary>Remembers the running statistics of a network, which a gradient moves on its way, so that a step that is not applied leaves them too.</summary>
internal sealed class RunningStatistics<T>(NetworkDefinition definition) where T : unmanaged
{
    private readonly ParameterInfo[] _tensors = [.. definition.Parameters.Where(parameter => !parameter.IsLearned)];
    private readonly T[] _values = new T[definition.Parameters.Where(parameter => !parameter.IsLearned).Sum(parameter => parameter.Length)];

    /// <summary>Remembers what the statistics are now.</summary>
    public void Save(ReadOnlySpan<T> parameters)
    {
        Span<T> free = _values;
        foreach (ParameterInfo tensor in _tensors)
        {
            parameters.Slice(tensor.Offset, tensor.Length).CopyTo(free);
            free = free[tensor.Length..];
        }
    }

    /// <summary>Gives back what was remembered.</summary>
    public void Restore(Span<T> parameters)
    {
        ReadOnlySpan<T> left = _values;
        foreach (ParameterInfo tensor in _tensors)
        {
            left[..tensor.Length].CopyTo(parameters[tensor.Offset..]);
            left = left[tensor.Length..];
        }
    }
}
