using NetCompiler.Kernels;

namespace NetCompiler;

/// <summary>Calls of a network on data whose examples may be sequences of different lengths.</summary>
internal static class SequenceCalls
{
    public static void Predict<T>(INetwork<T> network, ReadOnlySpan<T> inputs, ReadOnlySpan<int> lengths, Span<T> outputs, SequenceState<T>? state) where T : unmanaged
    {
        if (lengths.IsEmpty)
            network.Predict(inputs, outputs);
        else if (network is ISequenceToSequenceNetwork<T> writer)
            writer.Predict(inputs, lengths, outputs);
        else
            ((ISequenceNetwork<T>)network).Predict(inputs, lengths, outputs, state);
    }

    /// <param name="network">The network.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="lengths">The steps of each; empty for examples that are no sequences or have all steps.</param>
    /// <param name="previous">What a decoder reads; empty for the targets.</param>
    /// <param name="targets">The targets.</param>
    /// <param name="targetLengths">The steps of each.</param>
    /// <param name="workspace">The workspace.</param>
    /// <param name="probe">Who measures; null for nobody.</param>
    public static T Gradient<T>(
        INetwork<T> network, ReadOnlySpan<T> inputs, ReadOnlySpan<int> lengths, ReadOnlySpan<T> previous, ReadOnlySpan<T> targets, ReadOnlySpan<int> targetLengths, Workspace<T> workspace, GradientProbe<T>? probe)
        where T : unmanaged
    {
        if (lengths.IsEmpty)
            return probe is null ? network.Gradient(inputs, targets, workspace) : network.Measure(inputs, targets, workspace, probe);
        if (network is ISequenceToSequenceNetwork<T> writer)
        {
            return probe is null
                ? writer.Gradient(inputs, lengths, previous, targets, targetLengths, workspace)
                : writer.Measure(inputs, lengths, previous, targets, targetLengths, workspace, probe);
        }

        return Gradient((ISequenceNetwork<T>)network, inputs, lengths, targets, workspace, state: null, probe);
    }

    public static T Gradient<T>(
        ISequenceNetwork<T> network, ReadOnlySpan<T> inputs, ReadOnlySpan<int> lengths, ReadOnlySpan<T> targets, Workspace<T> workspace, SequenceState<T>? state, GradientProbe<T>? probe)
        where T : unmanaged =>
        probe is null ? network.Gradient(inputs, lengths, targets, workspace, state) : network.Measure(inputs, lengths, targets, workspace, probe, state);

    /// <param name="network">The network.</param>
    /// <param name="outputs">The outputs.</param>
    /// <param name="lengths">The steps of what was written, or read where nothing else is written.</param>
    /// <param name="targets">The targets.</param>
    public static T Loss<T>(INetwork<T> network, ReadOnlySpan<T> outputs, ReadOnlySpan<int> lengths, ReadOnlySpan<T> targets) where T : unmanaged =>
        lengths.IsEmpty ? network.Loss(outputs, targets)
        : network is ISequenceToSequenceNetwork<T> writer ? writer.Loss(outputs, lengths, targets)
        : ((ISequenceNetwork<T>)network).Loss(outputs, lengths, targets);

    /// <summary>What a mean loss counts for among those of other batches: its examples or, where every step has a loss, the steps; of class indices those that are not ignored.</summary>
    public static double Weight<T>(NetworkDefinition definition, ReadOnlySpan<T> targets, ReadOnlySpan<int> lengths, int count) where T : unmanaged
    {
        double ignored = LossKinds.Ignored(definition.Loss);
        ReadOnlySpan<int> ofSteps = definition.Loss!.IsPerStep ? lengths : [];
        if (!double.IsNaN(ignored))
            return Kernels.Padding.CountedOrNone(targets, targets.Length / count, ofSteps, ignored);
        return ofSteps.IsEmpty ? count : Kernels.Padding.Count(count, steps: 1, ofSteps);
    }
}
