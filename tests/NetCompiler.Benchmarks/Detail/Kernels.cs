using BenchmarkDotNet.Attributes;
using NetCompiler.Benchmarks.Peak;

namespace NetCompiler.Benchmarks.Detail;

/// <summary>Single kernels, beside the loops that measure the machine's peak.</summary>
public class Kernels
{
    [ParamsSource(nameof(List))]
    public Kernel Kernel { get; set; } = null!;

    public static IEnumerable<Kernel> List => [.. FmaPeak.Kernels, .. MatrixKernels.List];

    [Benchmark]
    public void Run() => Kernel.Run(1);
}
