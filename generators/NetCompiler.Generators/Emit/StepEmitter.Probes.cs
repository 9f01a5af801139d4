using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Emit;

/// <summary>The part that tells a measurement what is in memory.</summary>
internal sealed partial class StepEmitter
{
    private string Measure(Probe probe) => probe.Kind switch
    {
        ProbeKind.StateError => $"probe.StateError({probe.Index}, {Reference(probe.Values[0])}, {probe.Values[0].Length}, {Side(probe)});",
        ProbeKind.Gate => $"probe.Gate({probe.Index}, \"{probe.Name}\", {Reference(probe.Values[0])}, {probe.Values[0].Length}, {Side(probe.Values[0])});",
        ProbeKind.Weight => MeasureWeight(probe, probe.Gradient!),
        _ when probe.Values[0].IsSequence => $"probe.Step{probe.Kind}({probe.Index}, {Reference(probe.Values[0])}, {probe.Values[0].Length}, {Side(probe.Values[0])});",
        _ => $"probe.{probe.Kind}({probe.Index}, {Reference(probe.Values[0])}, {Units(probe.Values[0])}, {RowsOf(probe.Values[0])});",
    };

    /// <summary>The gradient of a matrix for one example is a column times a row, whose length needs no more than theirs; that of anything else the kernel computes, example by example.</summary>
    private string MeasureWeight(Probe probe, Product gradient)
    {
        (Value weight, Value left, Value right) = (probe.Values[0], probe.Values[1], probe.Values[2]);
        string factors = $"{probe.Index}, {Reference(weight)}, {weight.Length}, {Reference(left)}, {left.Length}, {Reference(right)}, {right.Length}";
        if (gradient is MatrixProduct product)
            return left.IsSequence || right.IsSequence ? $"probe.StepWeight({factors}, Kernels.{WeightGradientName(product)}, {Side(gradient)});" : $"probe.Weight({factors}, m);";
        return $"probe.{(left.IsSequence ? "StepWeight" : "Weight")}({factors}, Kernels.{WeightGradientName((Convolution)gradient)}, m);";
    }

    /// <summary>Elements that are different units: of a feature map the channels, where each is a run of its own.</summary>
    private static int Units(Value value) => value.Layout == Layout.ChannelsLast ? value.Channels : value.Length;

    /// <summary>The rows, and how often each has all units.</summary>
    private string RowsOf(Value value) => $"{Side(value)}.Rows{(value.Layout == Layout.ChannelsLast ? $", positions: {value.Positions}" : "")}";

    /// <summary>How far from its result a product leaves its sums, where only outputs are measured of them.</summary>
    private static string Kept(Product product, string distance) => product.MeasuredAt is { } layer ? $"probe.Sums({layer}, {distance})" : distance;
}
