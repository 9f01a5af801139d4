using NetCompiler.Benchmarks.Generation;
using NetCompiler.Benchmarks.Workloads;

namespace NetCompiler.Benchmarks.Engines;

/// <summary>An engine that can run any workload.</summary>
/// <param name="Load">Loads it; throws, saying why, where it does not run.</param>
/// <param name="Create">Prepares a workload with its data, for training with the given learning rate.</param>
public sealed record EngineKind(string Name, Action Load, Func<Workload, WorkloadData, float, IEngine> Create)
{
    public const string Ours = "ours";
    public const string Interpreter = "interpreter";
    public const string TorchSharp = "TorchSharp";

    /// <summary>The rate for timed training: so small that the weights hardly move, because after many real steps on one batch
    /// some moments and gradients become subnormal, and the steps would no longer cost the same.</summary>
    public const float TimingRate = 1e-6f;

    /// <summary>The rate for comparing losses: so large that a wrong gradient or update shows in the next loss.</summary>
    public const float ProbingRate = 1e-3f;

    public static IReadOnlyList<EngineKind> All { get; } =
    [
        new(Ours, static () => { }, CreateOurs),
        new(Interpreter, static () => { }, static (workload, data, rate) =>
            workload.Precision == Precision.Double ? new InterpretedEngine<double>(workload, data, rate) : new InterpretedEngine<float>(workload, data, rate)),
        new(TorchSharp, Torch.Load, static (workload, data, rate) => new TorchEngine(workload, data, rate)),
    ];

    public static EngineKind Find(string name) => All.First(kind => kind.Name == name);

    /// <summary>Those of the named engines that run here; says in one line why another one does not.</summary>
    /// <param name="names">The names, or none for all engines.</param>
    public static IReadOnlyList<EngineKind> Available(params IReadOnlyCollection<string> names) =>
        [.. All.Where(kind => (names.Count == 0 || names.Contains(kind.Name)) && kind.TryLoad())];

    public override string ToString() => Name;

    private static IEngine CreateOurs(Workload workload, WorkloadData data, float rate)
    {
        INetwork<float> network = workload.Create(1);
        if (workload.Precision == Precision.Double)
            return new CompiledEngine<double>(DoubleNetworks.Create(network, data.Parameters), workload, data, rate);
        data.Parameters.CopyTo(network.Parameters);
        return new CompiledEngine<float>(network, workload, data, rate);
    }

    private bool TryLoad()
    {
        try
        {
            Load();
            return true;
        }
        catch (Exception error)
        {
            Console.Error.WriteLine($"{Name} does not run here and is left out: {error.GetBaseException().Message}");
            return false;
        }
    }
}
