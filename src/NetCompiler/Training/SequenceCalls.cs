using NetCompiler.Kernels;

namespace NetCompiler;

/// <summary>Calls of a network on data whose examples may be sequences of different lengths.</summary>
internal static class SequenceCalls
{
    public static void Predict<T>(INetwork<T> network, ReadOnlySpan<T> inputs, ReadOnlySpan<int> lengths, Span<T> outputs, SequenceState<T>? state) where T : unmanaged
    {
        if (lengths.IsEmpty)
            network.Predict(inputs, outputs);
        else
            ((ISequenceNetwork<T>)network).Predict(inputs, lengths, outputs, state);
    }

    public static T Gradient<T>(INetwork<T> network, ReadOnlySpan<T> inputs, ReadOnlySpan<int> lengths, ReadOnlySpan<T> targets, Workspace<T> workspace) where T : unmanaged =>
        lengths.IsEmpty ? network.Gradient(inputs, targets, workspace) : ((ISequenceNetwork<T>)network).Gradient(inputs, lengths, targets, workspace);

    public static T Loss<T>(INetwork<T> network, ReadOnlySpan<T> outputs, ReadOnlySpan<int> lengths, ReadOnlySpan<T> targets) where T : unmanaged =>
        lengths.IsEmpty ? network.Loss(outputs, targets) : ((ISequenceNetwork<T>)network).Loss(outputs, lengths, targets);

    /// <summary>What a mean loss counts for among those of other batches: its examples or, where every step has a loss, the steps.</summary>
    public static double Weight(NetworkDefinition definition, ReadOnlySpan<int> lengths, int count) =>
        definition.Loss!.IsPerStep ? Kernels.Padding.Count(count, steps: 1, lengths) : count;
}
