using System.Numerics;

namespace NetCompiler.Conformance.Tests.Harness;

/// <summary>The steps of a network, live or frozen, against what it gives of whole sequences.</summary>
/// <param name="subject">The network and its examples.</param>
/// <param name="createState">Makes a state for so many streams.</param>
/// <param name="step">Computes a step: its inputs, the state, its outputs.</param>
internal sealed class Streams<T>(Subject<T> subject, Func<int, RecurrentState<T>> createState, Action<T[], RecurrentState<T>, T[]> step)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>All examples side by side, and twice, the second time from a state that was used before; then each by itself.</summary>
    /// <param name="batch">How many examples.</param>
    /// <param name="outputs">Outputs of a step.</param>
    /// <param name="expected">What whole sequences give.</param>
    /// <param name="tolerance">The greatest relative difference.</param>
    /// <param name="floor">What numbers are compared with at least.</param>
    public void AssertGive(int batch, int outputs, double[] expected, double tolerance, double floor)
    {
        double[] input = subject.Input(batch);
        int steps = subject.Definition.InputShape[0], features = subject.Definition.InputShape[1];
        bool isSequence = subject.Network.OutputLength != outputs || subject.Definition.OutputShape.Length == 2;
        Go(createState(batch), [.. Enumerable.Range(0, batch)]);
        RecurrentState<T> alone = createState(1);
        for (int row = 0; row < batch; row++)
            Go(alone, [row], rounds: 1);

        void Go(RecurrentState<T> state, int[] rows, int rounds = 2)
        {
            T[] output = new T[rows.Length * outputs];
            for (int round = 0; round < rounds; round++)
            {
                state.Reset();
                for (int t = 0; t < steps; t++)
                {
                    step(Elements.To<T>([.. rows.SelectMany(row => input[(((row * steps) + t) * features)..(((row * steps) + t + 1) * features)])]), state, output);
                    for (int i = 0; i < rows.Length && (isSequence || t == steps - 1); i++)
                    {
                        int first = isSequence ? (rows[i] * steps) + t : rows[i];
                        Elements.AssertClose<T>(expected.AsSpan(first * outputs, outputs), output.AsSpan(i * outputs, outputs), tolerance, floor, $"example {rows[i]} of {rows.Length}, step {t}");
                    }
                }

                Assert.Equal(steps, state.Steps);
            }
        }
    }
}
