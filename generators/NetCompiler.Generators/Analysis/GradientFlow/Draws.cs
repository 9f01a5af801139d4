namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>Random numbers, the same for every analysis.</summary>
internal sealed class Draws
{
    private static readonly Law s_normal = Law.Normal(0, 1);

    private ulong _state = 1;

    /// <summary>A value of a distribution.</summary>
    public double Of(Law law) => law.At(Uniform());

    /// <summary>A value with mean 0 and variance 1.</summary>
    public double Normal() => Of(s_normal);

    /// <summary>The next of a linear congruential generator (Knuth's constants), between 0 and 1.</summary>
    private double Uniform()
    {
        _state = (_state * 6364136223846793005) + 1442695040888963407;
        return (_state >> 11) / (double)(1UL << 53);
    }
}
