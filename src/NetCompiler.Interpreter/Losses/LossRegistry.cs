using System.Numerics;

namespace NetCompiler.Interpreter;

/// <summary>Computes the mean loss of a batch.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="output">The outputs, with the batch as their first dimension.</param>
/// <param name="target">The targets, <c>[batch, TargetLength]</c> elements.</param>
/// <param name="loss">The loss.</param>
/// <returns>A scalar.</returns>
internal delegate Variable<T> LossFunction<T>(Variable<T> output, ReadOnlySpan<T> target, LossDefinition loss)
    where T : unmanaged, IFloatingPointIeee754<T>;

/// <summary>All losses by <see cref="LossDefinition.Kind"/>. A new family is a new line here.</summary>
internal static class LossRegistry<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public static readonly Registry<LossFunction<T>> Losses = new(
        "loss",
        ClassificationLosses<T>.Family,
        RegressionLosses<T>.Family);
}
