namespace LongMemory;

/// <summary>Add the two numbers that are marked, one in each half of a sequence of numbers from 0 to 1. Whoever always answers 1 has an error of 0.167.
/// Hochreiter and Schmidhuber 1997.</summary>
internal sealed class AddingTask : MemoryTask
{
    public override string Unit => "squared error";

    public override double Solved => 0.02;

    public override void Draw(Random random, int steps, Span<float> inputs, Span<float> targets)
    {
        for (int example = 0; example < targets.Length; example++)
        {
            // A step has a number and a mark.
            Span<float> input = inputs.Slice(example * 2 * steps, 2 * steps);
            for (int t = 0; t < steps; t++)
                (input[2 * t], input[(2 * t) + 1]) = (random.NextSingle(), 0);
            int first = random.Next(steps / 2), second = (steps / 2) + random.Next(steps - (steps / 2));
            (input[(2 * first) + 1], input[(2 * second) + 1]) = (1, 1);
            targets[example] = input[2 * first] + input[2 * second];
        }
    }

    public override double Error(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets)
    {
        double sum = 0;
        for (int i = 0; i < targets.Length; i++)
            sum += (outputs[i] - targets[i]) * (outputs[i] - targets[i]);
        return sum / targets.Length;
    }
}
