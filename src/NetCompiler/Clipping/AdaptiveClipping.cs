using System.Collections.Immutable;
using System.Runtime.InteropServices;
using NetCompiler.Kernels;

namespace NetCompiler;

/// <summary>One factor per unit: for column j of a weight, min(1, λ·max(‖W_j‖, ε) / ‖G_j‖).</summary>
internal sealed class AdaptiveClipping(double factor) : GradientClipping("AdaptiveClip", factor)
{
    /// <summary>What the norm of a unit's weights counts as at least, so that units that start at zero can move.</summary>
    private const double Epsilon = 1e-3;

    internal override ClippedGradient Clip<T>(NetworkDefinition definition, Span<T> gradients, ReadOnlySpan<T> parameters, double scale)
    {
        ImmutableArray<ParameterInfo> tensors = definition.Parameters;
        (int units, int most) = Count(tensors);
        Span<double> memory = MemoryMarshal.CreateSpan(ref Scratch<double>.Get(units + most), units + most);
        Span<double> factors = memory[..units];
        double norm = Measure(tensors, gradients, parameters, scale, factors, memory[units..]);
        return new(norm, scale, double.IsFinite(norm) && Apply(tensors, gradients, factors));
    }

    /// <summary>Computes the factor of every unit.</summary>
    /// <returns>The norm of the whole gradient.</returns>
    private double Measure<T>(
        ImmutableArray<ParameterInfo> tensors, ReadOnlySpan<T> gradients, ReadOnlySpan<T> parameters, double scale, Span<double> factors, Span<double> weightNorms)
        where T : unmanaged
    {
        ReadOnlySpan<char> last = LastLayer(tensors);
        var total = new NormSum();
        int next = 0;
        foreach (ParameterInfo tensor in tensors)
        {
            int units = Units(tensor);
            Span<double> norms = factors.Slice(next, units), weights = weightNorms[..units];
            next += units;
            EuclideanNorm.OfColumns(gradients.Slice(tensor.Offset, tensor.Length), norms);
            EuclideanNorm.OfColumns(parameters.Slice(tensor.Offset, tensor.Length), weights);
            bool isLast = Layer(tensor.Name).SequenceEqual(last);
            for (int j = 0; j < units; j++)
            {
                double gradient = norms[j] * scale, most = Limit * Math.Max(weights[j], Epsilon);
                total.Add(gradient);
                norms[j] = isLast || gradient <= most ? 1.0 : most / gradient;
            }
        }

        return total.Norm;
    }

    private static bool Apply<T>(ImmutableArray<ParameterInfo> tensors, Span<T> gradients, ReadOnlySpan<double> factors) where T : unmanaged
    {
        bool isClipped = false;
        int next = 0;
        foreach (ParameterInfo tensor in tensors)
        {
            ReadOnlySpan<double> ofTensor = factors.Slice(next, Units(tensor));
            next += ofTensor.Length;
            if (!ofTensor.ContainsAnyExcept(1.0))
                continue;
            GradientScaling.ScaleColumns(gradients.Slice(tensor.Offset, tensor.Length), ofTensor);
            isClipped = true;
        }

        return isClipped;
    }

    /// <summary>A weight has a unit per column, which for a convolution is a filter; everything else is one unit, a column of its own.</summary>
    private static int Units(ParameterInfo tensor) => tensor is { Role: ParameterRole.Weight, Shape: [_, .., var columns] } ? columns : 1;

    private static (int Units, int Most) Count(ImmutableArray<ParameterInfo> tensors)
    {
        (int units, int most) = (0, 0);
        foreach (ParameterInfo tensor in tensors)
        {
            units += Units(tensor);
            most = Math.Max(most, Units(tensor));
        }

        return (units, most);
    }

    /// <summary>The path of the last layer with a weight.</summary>
    private static ReadOnlySpan<char> LastLayer(ImmutableArray<ParameterInfo> tensors)
    {
        for (int i = tensors.Length - 1; i >= 0; i--)
        {
            if (tensors[i].Role == ParameterRole.Weight)
                return Layer(tensors[i].Name);
        }

        return default;
    }

    private static ReadOnlySpan<char> Layer(string parameter) => parameter.AsSpan(0, Math.Max(0, parameter.LastIndexOf('.')));
}
