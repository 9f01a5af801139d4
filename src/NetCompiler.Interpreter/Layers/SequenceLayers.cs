using System.Numerics;

namespace NetCompiler.Interpreter;

/// <summary>Layers that make one step of a sequence <c>[batch, time, features]</c>.</summary>
internal static class SequenceLayers<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public static Dictionary<string, LayerFunction<T>> Family => new()
    {
        ["LastStep"] = (x, _) => x.Step(x.Shape[1] - 1),
        ["MeanOverTime"] = (x, _) => 1.0 / x.Shape[1] * Enumerable.Range(1, x.Shape[1] - 1).Aggregate(x.Step(0), (sum, t) => sum + x.Step(t)),
        ["MaxOverTime"] = MaxOverTime,
    };

    private static Variable<T> MaxOverTime(Variable<T> x, LayerCall<T> layer)
    {
        Variable<T> max = x.Step(0);
        for (int t = 1; t < x.Shape[1]; t++)
        {
            Variable<T> step = x.Step(t);
            max = (step - max).IsPositive().Select(step, max);
        }

        return max;
    }
}
