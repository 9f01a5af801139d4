using System.Collections.Immutable;

namespace NetCompiler;

/// <summary>How many values each output of a weight sums up, and how many outputs each of its inputs reaches.</summary>
/// <param name="In">Fan-in.</param>
/// <param name="Out">Fan-out.</param>
internal readonly record struct Fans(int In, int Out)
{
    /// <summary>The fans of a weight: the last two dimensions of its shape are inputs and outputs, and those before them, if any, are
    /// the taps of a kernel, which count for both. A vector is a matrix of one row.</summary>
    /// <param name="weight">The weight.</param>
    /// <returns>Its fans.</returns>
    public static Fans Of(ParameterInfo weight)
    {
        ImmutableArray<int> shape = weight.Shape;
        int outputs = shape.IsEmpty ? 1 : shape[^1];
        int inputs = shape.Length < 2 ? 1 : shape[^2];
        int taps = weight.Length / (inputs * outputs);
        return new Fans(inputs * taps, outputs * taps);
    }
}
