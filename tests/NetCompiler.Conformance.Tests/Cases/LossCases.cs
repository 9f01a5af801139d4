using NetCompiler.Conformance.Tests.Harness;

namespace NetCompiler.Conformance.Tests.Cases;

/// <summary>Every loss with all its options, over outputs that fill vectors, leave a tail, or are fewer than a vector.</summary>
internal static class LossCases
{
    private static readonly (string Name, string Attribute, int LeastWidth)[] s_losses =
    [
        ("Indices", "SoftmaxCrossEntropy", 2),
        ("IndicesSmoothed", "SoftmaxCrossEntropy(LabelSmoothing = 0.2)", 2),
        ("Probabilities", "SoftmaxCrossEntropy(Targets = ClassTargets.Probabilities)", 2),
        ("ProbabilitiesSmoothed", "SoftmaxCrossEntropy(Targets = ClassTargets.Probabilities, LabelSmoothing = 0.3)", 2),
        ("Binary", "BinaryCrossEntropyWithLogits", 1),
        ("Squared", "MeanSquaredError", 1),
        ("Absolute", "MeanAbsoluteError", 1),
        ("Huber", "Huber", 1),
        ("HuberNarrow", "Huber(0.3)", 1),
    ];

    public static IEnumerable<Declaration> All =>
        from loss in s_losses
        from width in new[] { loss.LeastWidth, 7, 33 }
        select new Declaration($"Loss{loss.Name}{width}", "3", $"Dense({width})", loss.Attribute)
        {
            Batches = [1, 2, 5, 17],
            Precisions = width == 33 ? [Precision.Float, Precision.Double] : [Precision.Double],
        };
}
