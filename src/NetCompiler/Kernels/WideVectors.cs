using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetCompiler.Kernels;

/// <summary>Whether matrix kernels use 512-bit vectors; used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class WideVectors
{
    /// <summary>Whether the hardware computes with 512 bits at once.</summary>
    /// <remarks><see cref="Vector512.IsHardwareAccelerated"/> is false on processors that lower their clock for 512-bit instructions, but a matrix product
    /// gains more from twice the width than it loses by that. Code compiled ahead of time has no 512-bit instructions unless it was asked to.</remarks>
    public static bool AreFast => Vector512.IsHardwareAccelerated || (RuntimeFeature.IsDynamicCodeCompiled && Avx512F.IsSupported);
}
