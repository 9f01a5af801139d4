using System.Collections.Immutable;
using NetCompiler.Kernels;

namespace NetCompiler;

/// <summary>Measures how the gradient fares in a network, without training it.</summary>
public static class GradientFlow
{
    /// <summary>Measures everything at every layer in one training step that is not applied: what <see cref="NetworkDefinition.GradientFlow"/> predicts for a new network.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="network">The network. It stays as it is.</param>
    /// <param name="input">A batch of examples, <c>[batch, InputLength]</c>; the prediction holds for standardised inputs, and the better the more examples there are.</param>
    /// <param name="target">The targets, <c>[batch, TargetLength]</c>.</param>
    /// <param name="seed">The seed of what layers such as <c>Dropout</c> draw.</param>
    /// <returns>A report of one step.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or a class index is not an integer in range.</exception>
    /// <exception cref="InvalidOperationException">The network declares no loss.</exception>
    public static GradientFlowReport Measure<T>(INetwork<T> network, ReadOnlySpan<T> input, ReadOnlySpan<T> target, ulong seed = 0) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(network);
        var measurement = new Measurement<T>(network, input.Length / Math.Max(network.InputLength, 1), seed);
        return measurement.Report(network.Measure(input, target, measurement.Workspace, measurement.Probe));
    }

    /// <summary>The same for sequences of different lengths: padding counts for nothing.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="network">The network. It stays as it is.</param>
    /// <param name="input">The sequences, <c>[batch, steps, features]</c>, with any padding behind the end of each.</param>
    /// <param name="lengths">How many steps each sequence has; its length is the batch.</param>
    /// <param name="target">The targets, as for <see cref="ISequenceNetwork{T}.Gradient"/>.</param>
    /// <param name="state">The state that the recurrent layers begin with, which stays as it is; null to begin with zeros.</param>
    /// <param name="seed">The seed of what layers such as <c>Dropout</c> draw.</param>
    /// <returns>A report of one step.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or a class index is not an integer in range.</exception>
    /// <exception cref="InvalidOperationException">The network declares no loss.</exception>
    public static GradientFlowReport Measure<T>(
        ISequenceNetwork<T> network, ReadOnlySpan<T> input, ReadOnlySpan<int> lengths, ReadOnlySpan<T> target, SequenceState<T>? state = null, ulong seed = 0) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(network);
        var measurement = new Measurement<T>(network, lengths.Length, seed);
        T loss = network.Measure(input, lengths, target, measurement.Workspace, measurement.Probe, state);
        state?.GoBack();
        return measurement.Report(loss);
    }

    /// <summary>The same for a network that reads one sequence and writes another.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="network">The network. It stays as it is.</param>
    /// <param name="source">The sources, <c>[batch, steps, features]</c>, with any padding behind the end of each.</param>
    /// <param name="lengths">How many steps each source has; its length is the batch.</param>
    /// <param name="previous">What every step of the decoder reads, <c>[batch, target steps, StepInputLength]</c>; empty for the target of the step before.</param>
    /// <param name="target">The targets, <c>[batch, target steps, …]</c>, with any padding behind the end of each.</param>
    /// <param name="targetLengths">How many steps each target has.</param>
    /// <param name="seed">The seed of what layers such as <c>Dropout</c> draw.</param>
    /// <returns>A report of one step.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or a class index is not an integer in range.</exception>
    public static GradientFlowReport Measure<T>(
        ISequenceToSequenceNetwork<T> network, ReadOnlySpan<T> source, ReadOnlySpan<int> lengths, ReadOnlySpan<T> previous, ReadOnlySpan<T> target, ReadOnlySpan<int> targetLengths, ulong seed = 0)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(network);
        var measurement = new Measurement<T>(network, lengths.Length, seed);
        return measurement.Report(network.Measure(source, lengths, previous, target, targetLengths, measurement.Workspace, measurement.Probe));
    }

    /// <summary>One training step that is not applied.</summary>
    private sealed class Measurement<T> where T : unmanaged
    {
        private readonly INetwork<T> _network;
        private readonly GradientFlowRecorder<T> _recorder;
        private readonly RunningStatistics<T> _statistics;

        public Measurement(INetwork<T> network, int batch, ulong seed)
        {
            _network = network;
            Workspace = network.CreateWorkspace(Math.Max(batch, 1));
            Workspace.Seed = seed;
            _recorder = new GradientFlowRecorder<T>(network.Definition, new GradientFlowOptions { MostExamples = int.MaxValue });
            _statistics = new RunningStatistics<T>(network.Definition);
            _statistics.Save(network.Parameters);
        }

        public Workspace<T> Workspace { get; }

        public GradientProbe<T> Probe => _recorder.Probe;

        public GradientFlowReport Report(T mean)
        {
            _statistics.Restore(_network.Parameters);
            _recorder.Gradients(Workspace.Gradients, scale: 1.0, _network.Parameters);
            (double loss, double norm) = (Element<T>.ToDouble(mean), EuclideanNorm.Of<T>(Workspace.Gradients));
            ImmutableArray<GradientFlowStep> steps = [_recorder.Step(new StepOutcome(loss, norm, IsClipped: false, double.IsFinite(loss) && double.IsFinite(norm)))];
            return new GradientFlowReport(_network.Definition, steps);
        }
    }
}
