using System.Numerics;

namespace NetCompiler.Interpreter;

/// <summary>Losses of the difference between output and target, averaged over outputs and examples.</summary>
internal static class RegressionLosses<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public static Dictionary<string, LossFunction<T>> Family => new()
    {
        ["MeanSquaredError"] = (output, target, _) => Square(Error(output, target)).Mean(),
        ["MeanAbsoluteError"] = (output, target, _) => Error(output, target).Abs().Mean(),
        ["Huber"] = (output, target, loss) => Error(output, target).Huber(loss.Options.GetValueOrDefault("delta", 1.0)).Mean(),
    };

    private static Variable<T> Error(Variable<T> output, ReadOnlySpan<T> target) => output - output.Tape.Constant(target, output.Shape);

    private static Variable<T> Square(Variable<T> x) => x * x;
}
