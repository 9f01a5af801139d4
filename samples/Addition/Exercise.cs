namespace Addition;

/// <summary>The addition of two numbers from 0 to 99.</summary>
/// <param name="Left">One number.</param>
/// <param name="Right">The other one.</param>
internal readonly record struct Exercise(int Left, int Right)
{
    /// <summary>The symbols "0123456789+=" and the end.</summary>
    public const int Vocabulary = 13;

    /// <summary>The end of an answer.</summary>
    public const int Stop = 12;

    /// <summary>The target of a step that is not asked for.</summary>
    public const int Ignored = -1;

    /// <summary>Symbols of the longest exercise with its answer, "99+99=198", of which the last one is followed by the end.</summary>
    public const int Steps = 9;

    private const string Symbols = "0123456789+=";

    public string Question => $"{Left}+{Right}=";

    public string Answer => $"{Left + Right}";

    /// <summary>All exercises, shuffled.</summary>
    public static Exercise[] All(Random random)
    {
        Exercise[] all = [.. Enumerable.Range(0, 100 * 100).Select(i => new Exercise(i / 100, i % 100))];
        random.Shuffle(all);
        return all;
    }

    /// <summary>The ids of symbols.</summary>
    public static int[] Ids(string text) => [.. text.Select(symbol => Symbols.IndexOf(symbol))];

    /// <summary>The symbols of ids.</summary>
    public static string Text(IEnumerable<int> ids) => string.Concat(ids.Select(id => Symbols[id]));

    /// <summary>Writes the exercise as an example to learn from: the network reads the right answer, whatever it would have written itself.</summary>
    public void Write(Span<float> input, Span<float> target)
    {
        int[] ids = [.. Ids(Question + Answer), Stop];
        input.Clear();
        target.Fill(Ignored);
        for (int t = 0; t < ids.Length - 1; t++)
        {
            input[t] = ids[t];
            if (t >= Question.Length - 1)
                target[t] = ids[t + 1];
        }
    }
}
