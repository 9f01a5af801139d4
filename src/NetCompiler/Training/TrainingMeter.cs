using System.Diagnostics.Metrics;

namespace NetCompiler;

/// <summary>The meter "NetCompiler" (System.Diagnostics.Metrics), which dotnet-counters and OpenTelemetry read. Nothing is computed for it while nobody listens.</summary>
internal sealed class TrainingMeter(string network)
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "NetCompiler";

    private static readonly Meter s_meter = new(Name, typeof(TrainingMeter).Assembly.GetName().Version?.ToString(3));
    private static readonly Counter<long> s_steps = s_meter.CreateCounter<long>("netcompiler.training.steps", "{step}", "Training steps taken.");
    private static readonly Counter<long> s_examples = s_meter.CreateCounter<long>("netcompiler.training.examples", "{example}", "Examples trained on.");
    private static readonly Counter<long> s_clipped = s_meter.CreateCounter<long>("netcompiler.training.clipped_steps", "{step}", "Steps whose gradient clipping changed.");
    private static readonly Counter<long> s_nonFinite = s_meter.CreateCounter<long>("netcompiler.training.non_finite_steps", "{step}", "Steps whose loss or gradient was infinite or NaN.");
    private static readonly Gauge<double> s_loss = s_meter.CreateGauge<double>("netcompiler.training.loss", null, "Mean loss of the examples of the last step.");
    private static readonly Gauge<double> s_norm = s_meter.CreateGauge<double>("netcompiler.training.gradient_norm", null, "Norm of the gradient of the last step, before clipping.");
    private static readonly Gauge<double> s_rate = s_meter.CreateGauge<double>("netcompiler.training.learning_rate", null, "Learning rate of the last step.");
    private static readonly Gauge<double> s_error = s_meter.CreateGauge<double>("netcompiler.gradient_flow.log10_error_signal", null, "Decimal logarithm of the error signal of a layer relative to the output, in the last measured step.");
    private static readonly Gauge<double> s_update = s_meter.CreateGauge<double>("netcompiler.gradient_flow.update_ratio", null, "Length of the last measured update of a parameter relative to the parameter.");
    private static readonly Gauge<double> s_dead = s_meter.CreateGauge<double>("netcompiler.gradient_flow.dead_units", null, "Share of the units of a rectifier that are 0 for every example, in the last measured step.");
    private static readonly Gauge<double> s_saturated = s_meter.CreateGauge<double>("netcompiler.gradient_flow.saturation", null, "Share of outputs on a flat part of the activation, in the last measured step.");

    private readonly KeyValuePair<string, object?> _network = new("network", network);

    /// <summary>Tells of a step.</summary>
    public void Step(in StepOutcome outcome, int examples, double learningRate)
    {
        if (s_steps.Enabled)
            s_steps.Add(1, _network);
        if (s_examples.Enabled)
            s_examples.Add(examples, _network);
        if (outcome.IsClipped && s_clipped.Enabled)
            s_clipped.Add(1, _network);
        if (!outcome.IsFinite && s_nonFinite.Enabled)
            s_nonFinite.Add(1, _network);
        if (s_loss.Enabled)
            s_loss.Record(outcome.Loss, _network);
        if (s_norm.Enabled)
            s_norm.Record(outcome.GradientNorm, _network);
        if (s_rate.Enabled)
            s_rate.Record(learningRate, _network);
    }

    /// <summary>Whether anybody listens to what was measured of layers and parameters.</summary>
    public bool HearsOfLayers => s_error.Enabled || s_dead.Enabled || s_saturated.Enabled || s_update.Enabled;

    /// <summary>Tells of a measured step.</summary>
    public void Measured(GradientFlowStep step)
    {
        foreach (LayerGradientFlow layer in step.Layers)
        {
            Record(s_error, layer.Log10ErrorSignal, "layer", layer.Layer);
            Record(s_dead, layer.DeadUnits, "layer", layer.Layer);
            Record(s_saturated, layer.Saturation, "layer", layer.Layer);
        }

        foreach (ParameterGradientFlow parameter in step.Parameters)
            Record(s_update, parameter.UpdateRatio, "parameter", parameter.Parameter);
    }

    private void Record(Gauge<double> gauge, double value, string tag, string name)
    {
        if (gauge.Enabled && !double.IsNaN(value))
            gauge.Record(value, _network, new KeyValuePair<string, object?>(tag, name));
    }
}
