namespace NetCompiler.Benchmarks.Peak;

/// <summary>A piece of code with a known amount of arithmetic.</summary>
/// <param name="Flops">Floating-point operations of one repetition.</param>
/// <param name="Run">Runs it the given number of times.</param>
/// <param name="Required">The least share of the peak, 0 where none is promised.</param>
public sealed record Kernel(string Name, double Flops, Action<int> Run, double Required = 0)
{
    /// <summary>The speed, in 10⁹ operations per second, when one repetition takes this long.</summary>
    public double Speed(double microseconds) => Flops / microseconds / 1000;

    public override string ToString() => Name;
}
