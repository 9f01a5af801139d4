using System.Numerics;
using NetCompiler.Conformance.Tests.Harness;

namespace NetCompiler.Conformance.Tests.Contract;

/// <summary>One instance predicts on many threads at once, each with batches of its own.</summary>
public class ThreadingTests
{
    private const int Threads = 8, Rounds = 60;

    private static readonly int[] s_batches = [1, 2, 5, 16, 33, 140];

    [Fact]
    public void Float_predictions_are_those_of_one_thread() => Check<float>();

    [Fact]
    public void Double_predictions_are_those_of_one_thread() => Check<double>();

    private static void Check<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Two networks, since they share the scratch memory of a thread.
        Subject<T>[] subjects = [.. new[] { "Regressor", "Classifier" }.Select(name => new Subject<T>(Contracts.Library, name, s_batches.Max()))];
        T[][][] expected = [.. subjects.Select(subject => s_batches.Select(subject.Predict).ToArray())];
        using var start = new Barrier(Threads);
        var failures = new Exception?[Threads];
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(index => new Thread(() => failures[index] = Record.Exception(() => Run(index))))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        Assert.All(failures, failure => Assert.Null(failure));

        void Run(int index)
        {
            start.SignalAndWait(TestContext.Current.CancellationToken);
            for (int round = 0; round < Rounds; round++)
            {
                int network = (round + index) % subjects.Length, batch = (round + (3 * index)) % s_batches.Length;
                Elements.AssertSame<T>(expected[network][batch], subjects[network].Predict(s_batches[batch]), $"thread {index}, round {round}");
            }
        }
    }
}
