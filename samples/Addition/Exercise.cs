using NetCompiler;

namespace Addition;

/// <summary>The addition of two numbers from 0 to 99.</summary>
/// <param name="Left">One number.</param>
/// <param name="Right">The other one.</param>
internal readonly record struct Exercise(int Left, int Right)
{
    /// <summary>The symbols "0123456789+=", the start and the end.</summary>
    public const int Symbols = 14;

    /// <summary>What the first symbol of an answer follows.</summary>
    public const int Start = 12;

    /// <summary>The end of an answer.</summary>
    public const int Stop = 13;

    /// <summary>Symbols of the longest exercise, "99+99=".</summary>
    public const int QuestionLength = 6;

    /// <summary>Symbols of the longest answer, "198", and the end.</summary>
    public const int AnswerLength = 4;

    private const string Written = "0123456789+=";

    public string Question => $"{Left}+{Right}=";

    public string Answer => $"{Left + Right}";

    /// <summary>All exercises, shuffled.</summary>
    public static Exercise[] All(int seed)
    {
        Exercise[] all = [.. Enumerable.Range(0, 100 * 100).Select(i => new Exercise(i / 100, i % 100))];
        new Random(seed).Shuffle(all);
        return all;
    }

    /// <summary>The ids of symbols.</summary>
    public static int[] Ids(string text) => [.. text.Select(symbol => Written.IndexOf(symbol))];

    /// <summary>The symbols of ids; those that have none are left out.</summary>
    public static string Text(IEnumerable<int> ids) => string.Concat(ids.Where(id => id < Written.Length).Select(id => Written[id]));

    /// <summary>Exercises with their answers as pairs of sequences.</summary>
    public static Dataset<float> Pairs(IReadOnlyCollection<Exercise> exercises) => PaddedSequences.CreatePairs<float>(
        [.. exercises.Select(exercise => Floats(Ids(exercise.Question)))], QuestionLength, features: 1,
        [.. exercises.Select(exercise => Floats([.. Ids(exercise.Answer), Stop]))], AnswerLength);

    private static float[] Floats(int[] ids) => [.. ids.Select(id => (float)id)];
}
