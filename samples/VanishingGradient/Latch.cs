using NetCompiler;

namespace VanishingGradient;

/// <summary>Sequences whose first number, +1 or -1, is to be told after steps of noise. After Bengio, Simard and Frasconi 1994.</summary>
internal static class Latch
{
    private const double Noise = 0.2;

    public static Dataset<float> Draw(int seed, int examples, int steps)
    {
        var random = new Random(seed);
        float[] inputs = new float[examples * steps], targets = new float[examples];
        for (int i = 0; i < examples; i++)
        {
            targets[i] = random.Next(2);
            for (int t = 1; t < steps; t++)
                inputs[(i * steps) + t] = (float)(Noise * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
            inputs[i * steps] = (2 * targets[i]) - 1;
        }

        return new Dataset<float>(inputs, steps, targets, 1);
    }
}
