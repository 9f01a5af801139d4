using System.Runtime.InteropServices;
using NetCompiler.Kernels;

namespace NetCompiler;

/// <summary>One factor per parameter tensor; only tensors above the limit are touched again.</summary>
internal sealed class NormClipping(double limit) : GradientClipping("ClipByNorm", limit)
{
    internal override ClippedGradient Clip<T>(NetworkDefinition definition, Span<T> gradients, ReadOnlySpan<T> parameters, double scale)
    {
        var tensors = definition.Parameters;
        Span<double> norms = MemoryMarshal.CreateSpan(ref Scratch<double>.Get(tensors.Length), tensors.Length);
        for (int i = 0; i < norms.Length; i++)
            norms[i] = EuclideanNorm.Of<T>(gradients.Slice(tensors[i].Offset, tensors[i].Length)) * scale;
        double norm = EuclideanNorm.Of<double>(norms);
        bool isClipped = false;
        for (int i = 0; i < norms.Length && double.IsFinite(norm); i++)
        {
            if (norms[i] <= Limit)
                continue;
            GradientScaling.Scale(gradients.Slice(tensors[i].Offset, tensors[i].Length), Limit / norms[i]);
            isClipped = true;
        }

        return new(norm, scale, isClipped);
    }
}
