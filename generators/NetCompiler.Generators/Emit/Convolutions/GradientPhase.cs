using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Emit.Convolutions;

/// <summary>The input positions of one remainder by the stride, along one dimension, and the taps that reach them: i = First, First + stride, …</summary>
/// <param name="First">The first position.</param>
/// <param name="Count">How many positions there are.</param>
/// <param name="Taps">How many taps reach them.</param>
/// <param name="LastTap">The last of those, with which the sum begins.</param>
/// <param name="TapStep">From one of them to the one before.</param>
/// <param name="FirstOutput">The output that the first position meets with the last tap; negative in front of the first output.</param>
/// <param name="OutputStep">Outputs from one tap to the one before.</param>
internal readonly record struct GradientPhase(int First, int Count, int Taps, int LastTap, int TapStep, int FirstOutput, int OutputStep)
{
    /// <summary>Outputs that are read from the first to the last.</summary>
    public int OutputExtent => Taps == 0 ? 0 : Count + ((Taps - 1) * OutputStep);

    /// <summary>The phases of a dimension: dx[i] = Σ dy[(i + before - dilation·k) / stride]·w[k] over the taps k for which that is an integer.</summary>
    public static IEnumerable<GradientPhase> Of(WindowAxis axis)
    {
        for (int first = 0; first < Math.Min(axis.Stride, axis.Input); first++)
        {
            int count = ((axis.Input - 1 - first) / axis.Stride) + 1;
            int[] taps = [.. Enumerable.Range(0, axis.Kernel).Where(tap => (first + axis.Before - (axis.Dilation * tap)) % axis.Stride == 0)];
            if (taps.Length == 0)
            {
                yield return new(first, count, 0, 0, 0, 0, 0);
                continue;
            }

            int last = taps[taps.Length - 1], step = taps.Length > 1 ? taps[1] - taps[0] : 1;
            yield return new(first, count, taps.Length, last, step, (first + axis.Before - (axis.Dilation * last)) / axis.Stride, axis.Dilation * step / axis.Stride);
        }
    }
}
