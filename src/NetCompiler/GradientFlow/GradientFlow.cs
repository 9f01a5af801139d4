using System.Collections.Immutable;

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
        Workspace<T> workspace = network.CreateWorkspace(Math.Max(input.Length / Math.Max(network.InputLength, 1), 1));
        workspace.Seed = seed;
        var recorder = new GradientFlowRecorder<T>(network.Definition, new GradientFlowOptions { MostExamples = int.MaxValue });
        var statistics = new RunningStatistics<T>(network.Definition);
        statistics.Save(network.Parameters);
        double loss = Element<T>.ToDouble(network.Measure(input, target, workspace, recorder.Probe));
        statistics.Restore(network.Parameters);
        recorder.Gradients(workspace.Gradients, scale: 1.0, network.Parameters);
        double norm = EuclideanNorm.Of<T>(workspace.Gradients);
        ImmutableArray<GradientFlowStep> steps = [recorder.Step(new StepOutcome(loss, norm, IsClipped: false, double.IsFinite(loss) && double.IsFinite(norm)))];
        return new GradientFlowReport(network.Definition, steps);
    }
}
