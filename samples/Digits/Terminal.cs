namespace Digits;

/// <summary>Draws images next to each other, what the network takes them for below.</summary>
internal static class Terminal
{
    private const int Size = 8, Gap = 3;
    private const string Shades = " ░▒▓█";

    public static void Draw(IReadOnlyList<Prediction> predictions)
    {
        for (int row = 0; row < Size; row++)
            Line(predictions, prediction => string.Concat(prediction.Pixels.Skip(row * Size).Take(Size).Select(Pixel)));
        Console.WriteLine();
        Line(predictions, prediction => prediction.IsRight ? $"shows {prediction.Label}" : $"shows {prediction.Label}: mistaken");
        for (int rank = 0; rank < 3; rank++)
            Line(predictions, prediction => Guess(prediction, rank));
    }

    private static void Line(IEnumerable<Prediction> predictions, Func<Prediction, string> cell) =>
        Console.WriteLine(string.Concat(predictions.Select(prediction => cell(prediction).PadRight((2 * Size) + Gap))).TrimEnd());

    /// <summary>Two characters: a character is about twice as high as wide.</summary>
    private static string Pixel(float value) => new(Shades[(int)MathF.Round(value * (Shades.Length - 1))], 2);

    /// <summary>The most probable digit, the second, the third.</summary>
    private static string Guess(Prediction prediction, int rank)
    {
        (float probability, int digit) = prediction.Probabilities.Select((p, i) => (p, i)).OrderByDescending(pair => pair.p).ElementAt(rank);
        return $"  {digit}  {probability,6:P1}";
    }
}
