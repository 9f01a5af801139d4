using NetCompiler.Benchmarks.Workloads;

namespace NetCompiler.Benchmarks.Engines;

/// <summary>Checks, before anything is timed, that all engines do the same work.</summary>
public static class Agreement
{
    // Rounding differs between the engines; a wrong update differs by far more.
    private const double Tolerance = 1e-4;

    /// <summary>The steps that a comparison checks before it times.</summary>
    public const int FewSteps = 3;

    /// <summary>Compares the losses of the first steps, or the outputs, with those of the first engine.</summary>
    /// <returns>What differs, or null.</returns>
    public static string? Check(Workload workload, WorkloadData data, IReadOnlyList<EngineKind> kinds)
    {
        double[]? expected = null;
        foreach (EngineKind kind in kinds)
        {
            using IEngine engine = kind.Create(workload, data, EngineKind.ProbingRate);
            double[] actual = engine.Probe(FewSteps);
            expected ??= actual;
            int worst = Worst(expected, actual);
            // The negated form also catches NaN.
            if (!(Difference(expected[worst], actual[worst]) <= Tolerance))
                return $"{workload.Key}: {kinds[0].Name} and {kind.Name} do different work: "
                    + $"value {worst} is {expected[worst]:G7} and {actual[worst]:G7}.";
        }

        return null;
    }

    private static int Worst(double[] expected, double[] actual) =>
        Enumerable.Range(0, expected.Length)
            .MaxBy(i => double.IsNaN(actual[i]) ? double.PositiveInfinity : Difference(expected[i], actual[i]));

    private static double Difference(double expected, double actual) => Math.Abs(expected - actual) / (1 + Math.Abs(expected));
}
