using BenchmarkDotNet.Attributes;
using NetCompiler.Benchmarks.Engines;
using NetCompiler.Benchmarks.Workloads;

namespace NetCompiler.Benchmarks.Detail;

/// <summary>One workload in one engine.</summary>
public abstract class WorkloadBenchmark
{
    private IEngine? _engine;

    [ParamsSource(nameof(Workloads), Priority = 0)]
    public Workload Workload { get; set; } = null!;

    [ParamsSource(nameof(Engines), Priority = 1)]
    public EngineKind Engine { get; set; } = null!;

    public abstract IEnumerable<Workload> Workloads { get; }

    public static IEnumerable<EngineKind> Engines => EngineKind.Available();

    [GlobalSetup]
    public void Prepare() => _engine = Engine.Create(Workload, new WorkloadData(Workload), EngineKind.TimingRate);

    [GlobalCleanup]
    public void Release() => _engine!.Dispose();

    protected void RunOnce() => _engine!.Run(1);
}
