using NetCompiler.Kernels;

namespace NetCompiler;

/// <summary>Measures steps of a training run and keeps what it measured.</summary>
internal sealed class GradientFlowRecorder<T> where T : unmanaged
{
    /// <summary>Where only norms are measured, those of the parameters, which hardly change from step to step, are measured once in so many times.</summary>
    private const int StepsPerWeighing = 10;

    private readonly NetworkDefinition _definition;
    private readonly GradientFlowOptions _options;
    private readonly ParameterInfo[] _parameters;
    private readonly string[] _layerPaths;
    private readonly string[] _parameterNames;
    private readonly List<MeasuredStep> _steps = [];
    private readonly GradientNoise<T>? _noise;
    // Aligned, because a copy whose vectors lie across cache lines takes twice as long.
    private readonly AlignedBuffer<T> _before;
    private readonly bool _measuresAll;
    private MeasuredParameters _measured;
    private long _every;
    private long _measurements;
    private long _taken;
    private long _clipped;
    private long _nonFinite;

    /// <summary>Prepares a measurement.</summary>
    /// <param name="definition">The network.</param>
    /// <param name="options">What to measure.</param>
    public GradientFlowRecorder(NetworkDefinition definition, GradientFlowOptions options)
    {
        (_definition, _options, _every) = (definition, options, options.Every);
        bool[] isChosen = options.Choose(definition);
        Probe = new GradientProbe<T>(definition, options, isChosen);
        _parameters = [.. definition.AllLayers.Where((_, i) => isChosen[i]).SelectMany(layer => layer.Parameters).Where(parameter => parameter.IsLearned).OrderBy(parameter => parameter.Offset)];
        _parameterNames = [.. _parameters.Select(parameter => parameter.Name)];
        _layerPaths = Probe.Paths;
        _measuresAll = isChosen.All(chosen => chosen);
        bool isFull = options.Detail == GradientFlowDetail.Everything;
        _noise = isFull ? new GradientNoise<T>(definition.ParameterVectorLength, _parameters.Length) : null;
        _before = new AlignedBuffer<T>(isFull ? definition.ParameterVectorLength : 0);
    }

    /// <summary>Who is told of the layers.</summary>
    public GradientProbe<T> Probe { get; }

    /// <summary>Who else is told of every measured step; null for nobody.</summary>
    public TrainingMeter? Meter { get; init; }

    /// <summary>The norm of the gradient that was measured last; NaN where a part of it was not, or is not finite.</summary>
    public double Norm { get; private set; } = double.NaN;

    /// <summary>Whether the step that is about to be taken is measured.</summary>
    public bool IsDue => _taken % _every == 0;

    /// <summary>Measures the parameters and their gradients.</summary>
    /// <param name="gradients">The flat gradient vector, before clipping.</param>
    /// <param name="scale">A factor that makes it the gradient of the mean loss.</param>
    /// <param name="parameters">The flat parameter vector, before the step.</param>
    public void Gradients(ReadOnlySpan<T> gradients, double scale, ReadOnlySpan<T> parameters)
    {
        double squares = 0;
        bool isWeighed = _options.Detail == GradientFlowDetail.Everything || _measurements++ % StepsPerWeighing == 0, isFinite = true;
        var norms = new ParameterNorm[_parameters.Length];
        double[] rms = isWeighed ? new double[norms.Length] : _measured.Rms;
        ParameterDetail[]? details = null;
        for (int i = 0; i < norms.Length; i++)
        {
            ParameterInfo parameter = _parameters[i];
            ReadOnlySpan<T> own = gradients.Slice(parameter.Offset, parameter.Length);
            Magnitudes gradient = default, weight = default;
            gradient.Add(own, scale);
            squares += gradient.SumOfSquares;
            isFinite &= gradient.NonFinite == 0;
            norms[i] = new ParameterNorm(gradient.Rms, gradient.Max);
            // While the gradient is still in the cache.
            if (_noise is not null || gradient.NonFinite > 0)
            {
                details ??= [.. norms.Select(_ => ParameterDetail.None)];
                double signalToNoise = gradient.NonFinite == 0 ? _noise!.Add(i, own, parameter.Offset, scale, gradient.SumOfSquares) : double.NaN;
                details[i] = new ParameterDetail(gradient.NonFinite, signalToNoise, UpdateRatio: double.NaN);
            }

            if (!isWeighed)
                continue;
            ReadOnlySpan<T> values = parameters.Slice(parameter.Offset, parameter.Length);
            weight.Add(values);
            rms[i] = weight.Rms;
            if (_before.Length > 0)
                values.CopyTo(_before.Span[parameter.Offset..]);
        }

        _measured = new(norms, rms, details);
        Norm = isFinite && _measuresAll ? Math.Sqrt(squares) : double.NaN;
    }

    /// <summary>Measures what a step changed.</summary>
    /// <param name="parameters">The flat parameter vector, after the step.</param>
    public void Updated(ReadOnlySpan<T> parameters)
    {
        for (int i = 0; i < _parameters.Length && _before.Length > 0; i++)
        {
            ParameterInfo parameter = _parameters[i];
            double change = Magnitudes.SquaredDistance<T>(parameters.Slice(parameter.Offset, parameter.Length), _before.Span.Slice(parameter.Offset, parameter.Length));
            _measured.Details![i] = _measured.Details[i] with { UpdateRatio = Math.Sqrt(change / parameter.Length) / _measured.Rms[i] };
        }
    }

    /// <summary>Counts a step, and keeps it if it was measured.</summary>
    public void Book(in StepOutcome outcome, int epoch, double learningRate, bool isMeasured)
    {
        _taken++;
        _clipped += outcome.IsClipped ? 1 : 0;
        _nonFinite += outcome.IsFinite ? 0 : 1;
        if (!isMeasured)
            return;
        var step = new MeasuredStep(_taken, epoch, learningRate, outcome, Probe.Measured(), _measured);
        _steps.Add(step);
        if (Meter?.HearsOfLayers == true || _options.Progress is not null)
            Tell(Describe(step));
        if (_steps.Count <= _options.MostSteps)
            return;
        _every *= 2;
        // A step that was measured because it was not finite stays.
        _steps.RemoveAll(kept => (kept.Number - 1) % _every != 0 && double.IsFinite(kept.Outcome.GradientNorm));
    }

    /// <summary>All that was kept.</summary>
    public GradientFlowReport Report() => new(_definition, () => [.. _steps.Select(Describe)]) { StepsTaken = _taken, StepsClipped = _clipped, StepsNotFinite = _nonFinite };

    /// <summary>What is measured now, of a step that is not taken.</summary>
    /// <param name="outcome">How it went.</param>
    public GradientFlowStep Step(in StepOutcome outcome) => Describe(new MeasuredStep(1, 0, 0, outcome, Probe.Measured(), _measured));

    private GradientFlowStep Describe(MeasuredStep step) => step.Describe(_layerPaths, _parameterNames);

    private void Tell(GradientFlowStep step)
    {
        Meter?.Measured(step);
        _options.Progress?.Report(step);
    }
}
