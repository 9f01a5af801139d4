using NetCompiler;

namespace Addition;

/// <summary>Shows after some epochs how many exercises are right, and how some are solved.</summary>
/// <param name="writer">Writes the answers.</param>
/// <param name="shown">The exercises that are shown.</param>
internal sealed class Blackboard(TokenDecoder<float> writer, Exercise[] shown) : IProgress<TrainingProgress>
{
    /// <summary>The answer of a network.</summary>
    public static string Solve(TokenDecoder<float> writer, Exercise exercise) => Exercise.Text(writer.Greedy(Exercise.Ids(exercise.Question)).Tokens);

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        if (!value.IsEpochEnd || (value.Epoch > 2 && value.Epoch % 5 != 0))
            return;
        string solved = string.Join("  ", shown.Select(exercise => Show(exercise, Solve(writer, exercise))));
        Console.WriteLine($"epoch {value.Epoch,3}: loss {value.Loss:F4}, right {value.Metric,6:P1} of those never trained on   {solved}");
    }

    private static string Show(Exercise exercise, string answer) => $"{exercise.Question}{answer}{(answer == exercise.Answer ? "" : "?")}";
}
