namespace NetCompiler;

/// <summary>Trains and evaluates networks.</summary>
public static class Trainer
{
    /// <summary>Examples evaluated at once unless the caller says otherwise.</summary>
    internal const int EvaluationBatch = 256;

    /// <summary>Trains a network, in place. After the first step of a run, steps and validation allocate nothing.</summary>
    /// <remarks>When all epochs are trained without <see cref="TrainingOptions{T}.EarlyStopping"/>, the network ends with the weights of
    /// the last
    /// one; otherwise, and when cancelled, with those of the best.</remarks>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="network">The network; its parameters are changed.</param>
    /// <param name="training">The examples to train on.</param>
    /// <param name="options">How to train; null for the defaults.</param>
    /// <param name="cancellationToken">Ends training between two steps; the result then is what was reached so far, and nothing is
    /// thrown.</param>
    /// <returns>What training came to.</returns>
    /// <exception cref="ArgumentException">Data is empty, does not fit the network, is not finite or holds a class that there is not, or
    /// <see cref="TrainingOptions{T}.Monitor"/> names nothing that is measured. No parameter was changed.</exception>
    /// <exception cref="InvalidOperationException">The network declares no loss.</exception>
    /// <exception cref="TrainingDivergedException">A loss or gradient is not finite. It was not applied.</exception>
    public static TrainingResult Fit<T>(
        INetwork<T> network, Dataset<T> training, TrainingOptions<T>? options = null, CancellationToken cancellationToken = default)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(training);
        return new TrainingLoop<T>(network, training, options ?? new TrainingOptions<T>(), cancellationToken).Run();
    }

    /// <summary>Measures a network on a data set, in inference mode.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="data">The examples.</param>
    /// <param name="metrics">What to measure besides the loss; null for <see cref="Metric.DefaultFor"/>.</param>
    /// <param name="batchSize">Examples evaluated at once, at least 1.</param>
    /// <returns>The mean loss and the metrics.</returns>
    /// <exception cref="ArgumentException">Data is empty, does not fit the network, is not finite or holds a class that there is
    /// not.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batchSize"/> is less than 1.</exception>
    /// <exception cref="InvalidOperationException">The network declares no loss.</exception>
    public static Evaluation Evaluate<T>(
        INetwork<T> network, Dataset<T> data, IReadOnlyList<Metric>? metrics = null, int batchSize = EvaluationBatch)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        TrainingChecks.Data(network, data, "evaluation", mayBeCut: true);
        var evaluator = new Evaluator<T>(network, data, metrics ?? Metric.DefaultFor(network.Definition.Loss), batchSize);
        evaluator.Run(CancellationToken.None);
        return evaluator.Result();
    }
}
