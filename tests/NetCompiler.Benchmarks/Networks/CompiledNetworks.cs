using NetCompiler.Benchmarks.Workloads;

namespace NetCompiler.Benchmarks.Networks;

/// <summary>The generated network of each workload.</summary>
public static class CompiledNetworks
{
    public static INetwork<float> Create(Workload workload) => workload.Key switch
    {
        "tiny" => new Tiny(1),
        "small" or "predict-small" => new Small(1),
        "medium-sgd" or "medium-adam" or "predict-medium" => new Medium(1),
        "large" => new Large(1),
        "digits" => new Digits(1),
        "deep" => new Deep(1),
        "matexp" => new MatrixExponential(1),
        "predict-control" => new Control(1),
        _ => throw new ArgumentException($"No network is declared for {workload.Key}.", nameof(workload)),
    };
}
