namespace NetCompiler.Benchmarks.Engines;

/// <summary>One implementation of one workload, ready to run.</summary>
public interface IEngine : IDisposable
{
    /// <summary>Does the work: that many training steps, or predictions of the whole batch.</summary>
    void Run(int repetitions);

    /// <summary>Shows whether two engines do the same work: the losses of the next training steps, or the outputs.</summary>
    double[] Probe(int steps);
}
