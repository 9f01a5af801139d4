using BenchmarkDotNet.Attributes;
using NetCompiler.Benchmarks.Workloads;

namespace NetCompiler.Benchmarks.Detail;

/// <summary>Training steps: forward, loss, backward and update.</summary>
public class TrainStep : WorkloadBenchmark
{
    public override IEnumerable<Workload> Workloads => AllWorkloads.List.Where(workload => workload.Trains);

    [Benchmark]
    public void Step() => RunOnce();
}
