using NetCompiler;

namespace VanishingGradient;

/// <summary>Sequences whose first number, one of two symbols, is to be told after steps of noise a fifth as large. After Bengio, Simard and Frasconi 1994.</summary>
internal static class Latch
{
    private const double Noise = 0.2;

    public static Dataset<float> Draw(int seed, int examples, int steps)
    {
        var random = new Random(seed);
        // The mean square of all inputs is 1, as the compiler's predictions take it to be.
        double symbol = Math.Sqrt(steps / (1 + ((steps - 1) * Noise * Noise)));
        float[] inputs = new float[examples * steps], targets = new float[examples];
        for (int i = 0; i < examples; i++)
        {
            targets[i] = random.Next(2);
            for (int t = 1; t < steps; t++)
                inputs[(i * steps) + t] = (float)(symbol * Noise * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
            inputs[i * steps] = (float)symbol * ((2 * targets[i]) - 1);
        }

        return new Dataset<float>(inputs, steps, targets, 1);
    }
}
