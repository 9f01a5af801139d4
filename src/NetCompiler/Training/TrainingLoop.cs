namespace NetCompiler;

/// <summary>One training run: epochs of steps, validation, and what is told about them.</summary>
internal sealed class TrainingLoop<T> where T : unmanaged
{
    private readonly INetwork<T> _network;
    private readonly TrainingOptions<T> _options;
    private readonly CancellationToken _cancellation;
    private readonly BatchReader<T> _batches;
    private readonly GradientAccumulator<T> _gradient;
    private readonly GradientClipping _clipping;
    private readonly TrainingStep<T> _step;
    private readonly GradientFlowRecorder<T>? _recorder;
    private readonly TrainingMeter _meter;
    private readonly IReadOnlyList<Metric> _metrics;
    private readonly Metric? _monitored;
    private readonly Evaluator<T>? _validation;
    private readonly BestEpoch<T> _best;
    private readonly ProgressReporter _reporter;
    private readonly TrainingHistory _history;
    private readonly int _count;
    private readonly int _stepLength;
    private readonly int _stepsPerEpoch;
    private readonly SequencePieces<T>? _pieces;
    private EpochStatistics _statistics;
    private double _learningRate;
    private long _nonFiniteSteps;

    public TrainingLoop(INetwork<T> network, Dataset<T> data, TrainingOptions<T> options, CancellationToken cancellation)
    {
        _network = network;
        _options = options;
        _cancellation = cancellation;
        TrainingChecks.Data(network, data, "training", mayBeCut: options.TruncateAt > 0);
        TrainingChecks.Truncation(network, data, options);
        if (options.Validation is not null)
            TrainingChecks.Data(network, options.Validation, "validation", mayBeCut: true);
        _metrics = options.Metrics ?? Metric.DefaultFor(network.Definition.Loss);
        int monitored = TrainingChecks.Monitor(options.Monitor, _metrics, options.Validation is not null);
        _monitored = monitored < 0 ? null : _metrics[monitored];

        int batchSize = Math.Min(options.BatchSize, data.Count);
        _batches = new BatchReader<T>(data, batchSize, options.Shuffle, options.Seed);
        _pieces = options.TruncateAt == 0 ? null : new SequencePieces<T>((ISequenceNetwork<T>)network, data, batchSize, options.TruncateAt);
        _gradient = new GradientAccumulator<T>(network, _batches, _pieces, batchSize, options.AccumulationSteps, options.Seed);
        _clipping = options.Clipping ?? network.Definition.Clipping ?? GradientClipping.None;
        _meter = new TrainingMeter(network.Definition.Name);
        _recorder = options.GradientFlow is null ? null : new GradientFlowRecorder<T>(network.Definition, options.GradientFlow) { Meter = _meter };
        _step = new TrainingStep<T>(network, _gradient, options.Optimizer.CreateState<T>(network.Definition), _clipping, options.NonFinite, _recorder);
        _count = TrainingChecks.Examples(network.Definition, data.Count, batchSize);
        _stepLength = (int)Math.Min((long)batchSize * options.AccumulationSteps, _count);
        _stepsPerEpoch = (_count + _stepLength - 1) / _stepLength * (_pieces?.Count ?? 1);
        if (options.Validation is not null)
            _validation = new Evaluator<T>(network, options.Validation, _metrics, Math.Max(batchSize, Trainer.EvaluationBatch));
        _best = new BestEpoch<T>(
            network.Definition.ParameterVectorLength, _monitored?.HigherIsBetter ?? false, options.EarlyStopping?.MinDelta ?? 0.0);
        _history = new TrainingHistory(_metrics, _validation is not null, options.Epochs);
        _reporter = new ProgressReporter(options.Progress, options.ProgressInterval, options.Epochs, _stepsPerEpoch)
        {
            MetricName = _validation is null || _metrics.Count == 0 ? null : _metrics[0].Name,
        };
    }

    /// <summary>Trains until the epochs are done, patience is at an end or cancellation is asked for.</summary>
    public TrainingResult Run()
    {
        _options.Schedule?.Start();
        for (int epoch = 1; epoch <= _options.Epochs; epoch++)
        {
            if (!Train(epoch))
                return Finish(StopReason.Cancelled);
            double examplesPerSecond = _reporter.StopEpoch(_count);
            if (_validation?.Run(_cancellation) == false)
                return Finish(StopReason.Cancelled);
            if (!End(epoch, examplesPerSecond))
                return Finish(StopReason.EarlyStopping);
        }

        return Finish(StopReason.Completed);
    }

    /// <summary>Goes through the training data once.</summary>
    /// <returns>Whether it came to the end.</returns>
    private bool Train(int epoch)
    {
        _reporter.StartEpoch();
        _batches.StartEpoch(epoch);
        _statistics = default;
        for (int step = 1; step <= _stepsPerEpoch; step++)
        {
            if (_cancellation.IsCancellationRequested)
                return false;
            // All pieces of a batch, then the next batch.
            (int batch, int piece) = Math.DivRem(step - 1, _pieces?.Count ?? 1);
            int first = batch * _stepLength;
            int count = Math.Min(_stepLength, _count - first);
            // All sequences of the batch may be shorter.
            if (_pieces is not null && !_gradient.BeginPiece(first, count, piece))
                continue;
            Step(epoch, step, first, count, piece);
            _reporter.GradientNorm = _statistics.LatestGradientNorm;
            _reporter.Step(epoch, step, first + count, _statistics.Loss, _learningRate);
        }

        if (_options.NonFinite == NonFinitePolicy.Skip && _statistics.NonFiniteSteps == _statistics.Steps)
            throw Diverged(epoch, _stepsPerEpoch);
        return true;
    }

    private void Step(int epoch, int step, int first, int count, int piece)
    {
        var position = new SchedulePosition(((long)(epoch - 1) * _stepsPerEpoch) + step - 1, _stepsPerEpoch, _options.Epochs);
        _learningRate = _options.Optimizer.LearningRate * (_options.Schedule?.Factor(position) ?? 1);
        (_gradient.Step, _gradient.TeacherForcing) = (position.Step, _options.TeacherForcing?.Probability(position) ?? 1);
        StepOutcome outcome = _step.Run(first, count, _learningRate, epoch);
        _statistics.Add(outcome, _gradient.Weight);
        _meter.Step(outcome, count, _learningRate);
        if (outcome.IsFinite)
            return;
        _nonFiniteSteps++;
        if (_options.NonFinite == NonFinitePolicy.Throw)
            throw Diverged(epoch, step);
    }

    /// <summary>Books an epoch.</summary>
    /// <returns>Whether to go on.</returns>
    private bool End(int epoch, double examplesPerSecond)
    {
        _history.Add(_statistics, _validation?.Loss ?? double.NaN, _learningRate, examplesPerSecond);
        double monitored = _monitored?.Value ?? _validation?.Loss ?? _statistics.Loss;
        _best.Offer(epoch, monitored, _network.Parameters);
        _options.Schedule?.EndEpoch(monitored, _monitored?.HigherIsBetter ?? false);
        bool stop = _options.EarlyStopping is { } early && _best.EpochsWithoutImprovement >= early.Patience;
        _reporter.ValidationLoss = _validation?.Loss;
        _reporter.Metric = _validation is null || _metrics.Count == 0 ? null : _metrics[0].Value;
        _reporter.EndEpoch(epoch, _statistics.Loss, _learningRate, last: stop || epoch == _options.Epochs);
        return !stop;
    }

    private TrainingResult Finish(StopReason reason)
    {
        bool keepLast = reason == StopReason.Completed && _options.EarlyStopping is null;
        if (!keepLast)
            _best.Restore(_network.Parameters);
        _reporter.Finish();
        return new TrainingResult
        {
            StopReason = reason,
            History = _history.Results(),
            BestEpoch = _best.Epoch,
            FinalEpoch = keepLast ? _history.Count : _best.Epoch,
            Epochs = _options.Epochs,
            NonFiniteSteps = _nonFiniteSteps,
            GradientFlow = _recorder?.Report(),
            Elapsed = _reporter.Elapsed,
        };
    }

    private TrainingDivergedException Diverged(int epoch, int step)
    {
        Divergence divergence = Divergence.Find<T>(_network.Definition, _gradient.FirstNonFiniteLayer, _statistics.LatestLoss, _gradient.Gradients);
        TrainingResult result = Finish(StopReason.Diverged);
        string kept = result.FinalEpoch > 0 ? $"the weights of epoch {result.FinalEpoch}, its best" : "the weights before that step";
        string all = _options.NonFinite == NonFinitePolicy.Skip ? " Every step of the epoch was skipped." : "";
        string clip = _clipping == GradientClipping.None ? ", or clip the gradient: Clipping = GradientClipping.ByGlobalNorm(1)" : "";
        return new TrainingDivergedException(
            $"Training of {_network.Definition.Name} diverged in epoch {epoch}, step {step} of {_stepsPerEpoch}: {divergence.What} "
            + FormattableString.Invariant($"(learning rate {_learningRate:G3}). ")
            + $"The step was not applied; the network holds {kept}.{all} Try a smaller learning rate{clip}.",
            epoch,
            step,
            divergence.Layer,
            result);
    }
}
