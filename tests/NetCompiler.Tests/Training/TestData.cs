using System.Numerics;

namespace NetCompiler.Tests.Training;

/// <summary>Small problems with known answers.</summary>
internal static class TestData
{
    /// <summary>Three classes around three points of the plane.</summary>
    public static Dataset<float> Classes(int count)
    {
        var random = new Random(11);
        var inputs = new float[count][];
        var labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = i % 3;
            double angle = labels[i] * Math.Tau / 3;
            inputs[i] = [(float)(Math.Cos(angle) + Noise()), (float)(Math.Sin(angle) + Noise())];
        }

        return new Dataset<float>(inputs, labels);

        double Noise() => 0.6 * (random.NextDouble() - 0.5);
    }

    /// <summary>y = 2·x₀ - 3·x₁ + ½, exactly.</summary>
    public static Dataset<T> Line<T>(int count) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new Random(12);
        var inputs = new T[2 * count];
        var targets = new T[count];
        for (int i = 0; i < count; i++)
        {
            double x0 = random.NextDouble() - 0.5, x1 = random.NextDouble() - 0.5;
            (inputs[2 * i], inputs[(2 * i) + 1]) = (T.CreateChecked(x0), T.CreateChecked(x1));
            targets[i] = T.CreateChecked((2 * x0) - (3 * x1) + 0.5);
        }

        return new Dataset<T>(inputs, 2, targets);
    }
}
