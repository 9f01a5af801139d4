namespace LongMemory;

/// <summary>Tell which of two symbols, +1 or -1, came first, after steps of noise. After Bengio, Simard and Frasconi 1994.</summary>
internal sealed class LatchTask : MemoryTask
{
    private const double Noise = 0.2;

    public override string Unit => "error rate";

    public override double Solved => 0.01;

    public override void Draw(Random random, int steps, Span<float> inputs, Span<float> targets)
    {
        for (int example = 0; example < targets.Length; example++)
        {
            int symbol = random.Next(2);
            targets[example] = symbol;
            Span<float> input = inputs.Slice(example * steps, steps);
            input[0] = (2 * symbol) - 1;
            for (int t = 1; t < steps; t++)
                input[t] = (float)(Noise * Normal(random));
        }
    }

    public override double Error(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets)
    {
        int wrong = 0;
        for (int i = 0; i < targets.Length; i++)
            wrong += outputs[(2 * i) + 1] > outputs[2 * i] == (targets[i] == 1) ? 0 : 1;
        return (double)wrong / targets.Length;
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
