using System.Collections.Immutable;
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
    private readonly ParameterGradientFlow[] _measured;
    private readonly List<GradientFlowStep> _steps = [];
    private readonly GradientNoise<T>? _noise;
    private readonly T[] _before;
    private readonly bool _measuresAll;
    private long _every;
    private long _measurements;
    private long _taken;
    private long _clipped;
    private long _nonFinite;

    /// <summary>Prepares a measurement.</summary>
    /// <param name="definition">The network.</param>
    /// <param name="options">What to measure.</param>
    /// <param name="mostExamples">The most examples of a batch whose weight gradient is computed by itself.</param>
    public GradientFlowRecorder(NetworkDefinition definition, GradientFlowOptions options, int mostExamples)
    {
        (_definition, _options, _every) = (definition, options, options.Every);
        bool[] isChosen = options.Choose(definition);
        Probe = new GradientProbe<T>(definition, isChosen, options.Detail, mostExamples);
        _parameters = [.. definition.AllLayers.Where((_, i) => isChosen[i]).SelectMany(layer => layer.Parameters).Where(parameter => parameter.IsLearned).OrderBy(parameter => parameter.Offset)];
        _measured = new ParameterGradientFlow[_parameters.Length];
        _measuresAll = isChosen.All(chosen => chosen);
        bool isFull = options.Detail == GradientFlowDetail.Everything;
        _noise = isFull ? new GradientNoise<T>(definition.ParameterVectorLength, _parameters.Length) : null;
        _before = isFull ? new T[definition.ParameterVectorLength] : [];
    }

    /// <summary>Who is told of the layers.</summary>
    public GradientProbe<T> Probe { get; }

    /// <summary>Who is told of every measured step; null for nobody.</summary>
    public Action<GradientFlowStep>? Measured { get; init; }

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
        bool isWeighed = _options.Detail == GradientFlowDetail.Everything || _measurements++ % StepsPerWeighing == 0, isWhole = _measuresAll;
        for (int i = 0; i < _parameters.Length; i++)
        {
            ParameterInfo parameter = _parameters[i];
            Magnitudes gradient = default, own = default;
            gradient.Add(gradients.Slice(parameter.Offset, parameter.Length), scale);
            if (isWeighed)
                own.Add(parameters.Slice(parameter.Offset, parameter.Length));
            squares += gradient.SumOfSquares;
            isWhole &= gradient.NonFinite == 0;
            _measured[i] = new ParameterGradientFlow(parameter.Name)
            {
                GradientRms = gradient.Rms,
                GradientMax = gradient.Max,
                Rms = isWeighed ? own.Rms : _measured[i].Rms,
                NonFinite = gradient.NonFinite,
                SignalToNoise = gradient.NonFinite == 0 && _noise is not null ? _noise.Add(i, gradients.Slice(parameter.Offset, parameter.Length), parameter.Offset, scale) : double.NaN,
            };
        }

        Norm = isWhole ? Math.Sqrt(squares) : double.NaN;
        parameters[..Math.Min(_before.Length, parameters.Length)].CopyTo(_before);
    }

    /// <summary>Measures what a step changed.</summary>
    /// <param name="parameters">The flat parameter vector, after the step.</param>
    public void Updated(ReadOnlySpan<T> parameters)
    {
        for (int i = 0; i < _parameters.Length && _before.Length > 0; i++)
        {
            ParameterInfo parameter = _parameters[i];
            Magnitudes change = default;
            change.AddDifference(parameters.Slice(parameter.Offset, parameter.Length), _before.AsSpan(parameter.Offset, parameter.Length));
            _measured[i] = _measured[i] with { UpdateRatio = change.Rms / _measured[i].Rms };
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
        GradientFlowStep step = Step(_taken, outcome) with { Epoch = epoch, LearningRate = learningRate };
        _steps.Add(step);
        Measured?.Invoke(step);
        _options.Progress?.Report(step);
        if (_steps.Count <= _options.MostSteps)
            return;
        _every *= 2;
        // A step that was measured because it was not finite stays.
        _steps.RemoveAll(kept => (kept.Step - 1) % _every != 0 && double.IsFinite(kept.GradientNorm));
    }

    /// <summary>What is measured now.</summary>
    /// <param name="number">The number of the step.</param>
    /// <param name="outcome">How it went.</param>
    public GradientFlowStep Step(long number, in StepOutcome outcome) => new()
    {
        Step = number,
        Loss = outcome.Loss,
        GradientNorm = outcome.GradientNorm,
        IsClipped = outcome.IsClipped,
        Layers = [.. Probe.Chosen.Select(At)],
        Parameters = [.. _measured],
    };

    /// <summary>All that was kept.</summary>
    public GradientFlowReport Report() => new(_definition, [.. _steps]) { StepsTaken = _taken, StepsClipped = _clipped, StepsNotFinite = _nonFinite };

    private LayerGradientFlow At(LayerProbe<T> layer)
    {
        double examples = Probe.Examples, energy = layer.ErrorEnergy / examples;
        ImmutableArray<double> byStep = [.. layer.StateErrors.ToArray().Select(square => Math.Sqrt(square / examples))];
        var measured = new LayerGradientFlow(layer.Layer.Path)
        {
            ErrorSignal = Math.Sqrt(energy),
            ErrorSignalMax = layer.Errors.Count > 0 ? layer.Errors.Max : double.NaN,
            Log10ErrorSignal = Math.Log10(energy / Probe.OutputEnergy) / 2,
            Log10WeightGradient = layer.Weights.Count > 0 ? Math.Log10(layer.WeightGradientEnergy / examples / layer.Weights.SumOfSquares) / 2 : double.NaN,
            NonFinite = layer.Errors.NonFinite + layer.Outputs.NonFinite,
            ErrorSignalByStep = byStep,
        };
        if (layer.Outputs.Count == 0)
            return measured;
        int dead = layer.Outputs.DeadUnits();
        return measured with
        {
            ActivationMean = layer.Outputs.Mean,
            ActivationStandardDeviation = layer.Outputs.StandardDeviation,
            Saturation = layer.Outputs.Flat,
            DeadUnits = dead < 0 ? double.NaN : (double)dead / layer.Outputs.Units,
            Activations = layer.Outputs.Distribution(),
        };
    }
}
