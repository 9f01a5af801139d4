using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace NetCompiler.Benchmarks.Detail;

/// <summary>Runs every job in this process, which already has TorchSharp loaded on one thread; reports allocations.</summary>
public sealed class DetailConfig : ManualConfig
{
    public DetailConfig()
    {
        Add(DefaultConfig.Instance);
        AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).AsMutator());
        AddDiagnoser(MemoryDiagnoser.Default);
        WithOptions(ConfigOptions.JoinSummary);
        // Beside the program, not wherever it was started.
        WithArtifactsPath(Path.Combine(AppContext.BaseDirectory, "results"));
    }
}
