using NetCompiler;

namespace VanishingGradient.Papers;

/// <summary>Images of a triangle, a parallelogram or an ellipse, of any place, size and slant: after the Shapeset of Glorot and Bengio 2010, with one shape in place of two.</summary>
internal static class Shapes
{
    public const int Side = 16;
    public const int Kinds = 3;

    public static Dataset<float> Draw(int seed, int examples)
    {
        var random = new Random(seed);
        float[] inputs = new float[examples * Side * Side], targets = new float[examples];
        for (int i = 0; i < examples; i++)
        {
            int kind = random.Next(Kinds);
            targets[i] = kind;
            Draw(inputs.AsSpan(i * Side * Side, Side * Side), kind, random);
        }

        return new Dataset<float>(inputs, Side * Side, targets, 1);
    }

    private static void Draw(Span<float> image, int kind, Random random)
    {
        // A shape of unit size, turned, stretched and turned again.
        double turn = 2 * Math.PI * random.NextDouble(), slant = 2 * Math.PI * random.NextDouble(), wide = Between(0.3, 0.7), high = Between(0.3, 0.7), x0 = Between(-0.4, 0.4), y0 = Between(-0.4, 0.4);
        double light = random.Next(2) == 0 ? 1.5 : -1.5;
        for (int row = 0; row < Side; row++)
        {
            for (int column = 0; column < Side; column++)
            {
                (double x, double y) = Turn(((column + 0.5) * 2 / Side) - 1 - x0, ((row + 0.5) * 2 / Side) - 1 - y0, turn);
                (x, y) = Turn(x / wide, y / high, slant);
                image[(row * Side) + column] = (float)((IsInside(kind, x, y) ? light : -light / 4) + (0.1 * (random.NextDouble() - 0.5)));
            }
        }

        double Between(double least, double greatest) => least + ((greatest - least) * random.NextDouble());
    }

    private static bool IsInside(int kind, double x, double y) => kind switch
    {
        0 => y > -0.6 && y < 1.2 - (2 * Math.Abs(x)),
        1 => Math.Abs(x) < 0.8 && Math.Abs(y) < 0.8,
        _ => (x * x) + (y * y) < 0.8,
    };

    private static (double X, double Y) Turn(double x, double y, double angle) => ((Math.Cos(angle) * x) - (Math.Sin(angle) * y), (Math.Sin(angle) * x) + (Math.Cos(angle) * y));
}
