using BenchmarkDotNet.Attributes;
using NetCompiler.Benchmarks.Workloads;

namespace NetCompiler.Benchmarks.Detail;

/// <summary>Predictions of one batch.</summary>
public class Predict : WorkloadBenchmark
{
    public override IEnumerable<Workload> Workloads => AllWorkloads.List.Where(workload => !workload.Trains);

    [Benchmark]
    public void Batch() => RunOnce();
}
