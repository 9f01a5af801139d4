namespace NetCompiler;

/// <summary>The values of <see cref="LossDefinition.Kind"/> that metrics and checks tell apart.</summary>
internal static class LossKinds
{
    public const string SoftmaxCrossEntropy = "SoftmaxCrossEntropy";
    public const string BinaryCrossEntropyWithLogits = "BinaryCrossEntropyWithLogits";
    public const string MeanSquaredError = "MeanSquaredError";
    public const string MeanAbsoluteError = "MeanAbsoluteError";
    public const string Huber = "Huber";

    /// <summary>Whether the target of an example is the index of its class.</summary>
    public static bool HasClassIndices(LossDefinition? loss) =>
        loss?.Kind == SoftmaxCrossEntropy && loss.Options.GetValueOrDefault("probabilities") == 0;

    /// <summary>The class index of targets that count for nothing; not a number, which no target is equal to, for none.</summary>
    public static double Ignored(LossDefinition? loss) => loss?.Options.GetValueOrDefault("ignoreIndex", double.NaN) ?? double.NaN;

    /// <summary>Outputs that are measured together: those of a step where the loss stands at every step, else all of an example.</summary>
    public static int OutputsOf(NetworkDefinition definition) => definition.Loss?.IsPerStep == true ? definition.OutputShape[^1] : definition.OutputLength;
}
