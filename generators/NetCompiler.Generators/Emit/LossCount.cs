using NetCompiler.Generators.Layers;
using NetCompiler.Generators.Layers.Losses;

namespace NetCompiler.Generators.Emit;

/// <summary>How many losses a mean is over: one for every example, or for every step of it that is no padding; of class indices those that are not ignored.</summary>
internal static class LossCount
{
    private const string Padding = "global::NetCompiler.Kernels.Padding";

    /// <summary>Writes a line that counts them, where that is more than the batch.</summary>
    /// <param name="writer">Receives it.</param>
    /// <param name="model">The network.</param>
    /// <param name="steps">The steps of every target in memory.</param>
    /// <param name="lengths">The steps of each target without padding.</param>
    public static void Emit(SourceWriter writer, NetworkModel model, string steps = "1", string lengths = "default")
    {
        if (Ignored(model) is { } index)
            writer.Line($"double losses = {Padding}.Counted(target, {steps}, {lengths}, ignored: {index});");
        else if (model.Graph.Output.IsSequence)
            writer.Line($"double losses = {Padding}.Count(batch, {steps}, {lengths});");
    }

    /// <summary>The number of losses.</summary>
    public static string Of(NetworkModel model) => IsCounted(model) ? "losses" : "batch";

    /// <summary>The factor that makes a mean of their sum.</summary>
    public static string Scale(NetworkModel model, string type) => IsCounted(model) ? $"({type})(1 / losses)" : $"({type})1 / batch";

    private static bool IsCounted(NetworkModel model) => model.Graph.Output.IsSequence || Ignored(model) is not null;

    private static int? Ignored(NetworkModel model) => (model.Loss as SoftmaxCrossEntropyLoss)?.Ignored;
}
