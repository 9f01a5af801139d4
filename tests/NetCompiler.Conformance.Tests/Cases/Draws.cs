namespace NetCompiler.Conformance.Tests.Cases;

/// <summary>Random choices, the same on every run.</summary>
internal sealed class Draws(int stream)
{
    private readonly Philox _random = new(2024, (ulong)stream);
    private ulong _next;

    public double Number(double from, double to) => from + ((to - from) * _random.Uniform(_next++));

    public int Between(int least, int most) => (int)Number(least, most + 1);

    public bool Chance(double probability) => Number(0.0, 1.0) < probability;

    public T Of<T>(IReadOnlyList<T> choices) => choices[Between(0, choices.Count - 1)];
}
