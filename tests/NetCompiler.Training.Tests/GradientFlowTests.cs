using System.Diagnostics.Metrics;

namespace NetCompiler.Training.Tests;

/// <summary>The verdict on networks that vanish, explode, die, saturate and overflow on purpose, and on networks that do none of it.</summary>
public class GradientFlowTests
{
    [Fact]
    public void Sigmoids_vanish_and_the_report_says_why()
    {
        GradientFlowReport report = Train(new TwentySigmoids(1));
        GradientFlowFinding finding = Assert.Single(report.Findings);
        Assert.Equal((GradientFlowState.Vanishing, "blocks.0.layers.0", 1L), (finding.State, finding.Layer, finding.Since));
        Assert.Contains("20 × Sigmoid", finding.Cause, StringComparison.Ordinal);
        Assert.Equal(["NC2001"], finding.Diagnostics);
        LayerGradientFlow first = report.Steps[0].Layers[0];
        Assert.Equal(report.Prediction(first.Layer)!.Log10ErrorSignal, first.Log10ErrorSignal, 0.5);
    }

    [Fact]
    public void Large_weights_explode()
    {
        GradientFlowReport clipped = Train(new Exploding(1), clipping: GradientClipping.ByGlobalNorm(1), learningRate: 1e-5);
        GradientFlowFinding finding = clipped.Findings[0];
        Assert.Equal(GradientFlowState.Exploding, finding.State);
        Assert.Contains("Dense with HeNormal weights", finding.Cause, StringComparison.Ordinal);
        Assert.Contains("NC2002", finding.Diagnostics);
        // What is clipped already need not be.
        Assert.DoesNotContain("clip with", finding.Remedy, StringComparison.Ordinal);
        Assert.EndsWith(", or clip with [ClipByGlobalNorm(1)]", new GradientFlowReport(clipped.Definition, clipped.Steps).Findings[0].Remedy, StringComparison.Ordinal);
    }

    /// <summary>That nothing arrives behind them is the same matter.</summary>
    [Fact]
    public void Rectifiers_with_a_negative_bias_are_dead()
    {
        GradientFlowFinding finding = Assert.Single(Train(new DeadRectifiers(1)).Findings);
        Assert.Equal((GradientFlowState.Dead, "layers.1"), (finding.State, finding.Layer));
    }

    [Fact]
    public void An_update_that_changes_nothing_is_0()
    {
        GradientFlowReport report = Trainer.Fit(new DeadRectifiers(1), DigitImages.Training, Options(new Momentum(0.01), null, every: 10, epochs: 1), TestContext.Current.CancellationToken).GradientFlow!;
        Assert.Equal(0, report.Steps[^1].Parameters[0].UpdateRatio);
        Assert.DoesNotContain("0.0e", report.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("0.0e", report.ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void Tanh_behind_large_weights_is_saturated()
    {
        GradientFlowReport report = Train(new SaturatedTanh(1), learningRate: 1e-5);
        GradientFlowFinding finding = Assert.Single(report.Findings, finding => finding.State == GradientFlowState.Saturated);
        Assert.Equal("layers.1", finding.Layer);
    }

    /// <summary>The same warnings as the compiler's, with the same bias.</summary>
    [Theory]
    [InlineData("Forgetful", "NC2013", "UpdateBias = 3.1")]
    [InlineData("Ungated", "NC2012", "a gate bias of 3.1")]
    public void What_is_forgotten_on_the_way_vanishes(string name, string id, string remedy)
    {
        INetwork<float> network = name == "Forgetful" ? new Forgetful(1) : new Ungated(1);
        var random = new Random(1);
        float[] input = [.. Enumerable.Range(0, 16 * network.InputLength).Select(_ => (2 * random.NextSingle()) - 1)], target = [.. Enumerable.Range(0, 16).Select(i => (float)(i % 2))];
        GradientFlowFinding finding = Assert.Single(GradientFlow.Measure<float>(network, input, target).Findings);
        Assert.Equal((GradientFlowState.Vanishing, "layers.0"), (finding.State, finding.Layer));
        Assert.Equal([id], finding.Diagnostics);
        Assert.Contains(remedy, finding.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void An_infinite_step_is_measured_whenever_it_comes()
    {
        var network = new Exploding(1);
        var exception = Assert.Throws<TrainingDivergedException>(() => Trainer.Fit(
            network, DigitImages.Training, Options(new Momentum(0.5), null, every: 1000), TestContext.Current.CancellationToken));
        GradientFlowReport report = exception.Result.GradientFlow!;
        Assert.Equal(GradientFlowState.NotFinite, report.State);
        Assert.Equal(report.Steps[^1].Step, report.Findings[0].Since);
        Assert.NotNull(report.Findings[0].Layer);
    }

    [Theory]
    [InlineData("Relus")]
    [InlineData("Residuals")]
    [InlineData("Highways")]
    [InlineData("ReZeros")]
    [InlineData("Normalized")]
    public void Good_networks_are_healthy(string name)
    {
        INetwork<float> network = name switch
        {
            "Relus" => new Relus(1),
            "Residuals" => new Residuals(1),
            "Highways" => new Highways(1),
            "ReZeros" => new ReZeros(1),
            _ => new Normalized(1),
        };
        GradientFlowReport report = Train(network);
        Assert.True(report.Findings.IsEmpty, report.ToString());
    }

    [Fact]
    public void The_text_fits_100_columns()
    {
        foreach (GradientFlowReport report in new[] { Train(new TwentySigmoids(1)), Train(new Residuals(1)), GradientFlow.Measure<float>(new Highways(1), DigitImages.Training.Take(32).Inputs, DigitImages.Training.Take(32).Targets) })
            Assert.All(report.ToString().Split('\n'), line => Assert.InRange(line.Length, 0, 100));
    }

    [Fact]
    public void Measuring_changes_nothing_but_rounding()
    {
        float[] measured = Weights(new GradientFlowOptions { Every = 1 }), not = Weights(null);
        for (int i = 0; i < not.Length; i++)
            Assert.Equal(not[i], measured[i], 1e-3f);

        static float[] Weights(GradientFlowOptions? options)
        {
            var network = new Normalized(1);
            Trainer.Fit(network, DigitImages.Training, new TrainingOptions { Epochs = 1, GradientFlow = options }, TestContext.Current.CancellationToken);
            return network.Parameters.ToArray();
        }
    }

    [Fact]
    public void Steps_are_thinned_out_and_layers_chosen()
    {
        var network = new Normalized(1);
        GradientFlowReport report = Trainer.Fit(network, DigitImages.Training, new TrainingOptions
        {
            Epochs = 2, BatchSize = 32, GradientFlow = new GradientFlowOptions { Every = 2, MostSteps = 10, Layers = ["layers.0"] },
        }, TestContext.Current.CancellationToken).GradientFlow!;
        Assert.InRange(report.Steps.Length, 5, 10);
        Assert.Equal(1, report.Steps[0].Step);
        Assert.All(report.Steps, step => Assert.Equal(["layers.0"], step.Layers.Select(layer => layer.Layer)));
        Assert.All(report.Steps, step => Assert.InRange(step.Parameters[0].UpdateRatio, 1e-6, 1));
        Assert.All(report.Steps.Skip(1), step => Assert.InRange(step.Parameters[0].SignalToNoise, 0, double.MaxValue));
        Assert.Throws<ArgumentException>(() => Trainer.Fit(network, DigitImages.Training, new TrainingOptions { GradientFlow = new GradientFlowOptions { Layers = ["layers.7"] } }, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void The_meter_tells_of_steps_and_layers()
    {
        var seen = new HashSet<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "NetCompiler")
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Add(instrument, tags));
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Add(instrument, tags));
        listener.Start();
        Train(new MeteredRelus(1), epochs: 1);
        lock (seen)
        {
            Assert.Superset(
                new HashSet<string> { "netcompiler.training.steps", "netcompiler.training.loss", "netcompiler.training.gradient_norm", "netcompiler.gradient_flow.log10_error_signal", "netcompiler.gradient_flow.update_ratio", "netcompiler.gradient_flow.dead_units" },
                seen);
        }

        void Add(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            foreach (KeyValuePair<string, object?> tag in tags)
            {
                if (tag is { Key: "network", Value: string network } && network.EndsWith(nameof(MeteredRelus), StringComparison.Ordinal))
                {
                    lock (seen)
                        seen.Add(instrument.Name);
                }
            }
        }
    }

    private static GradientFlowReport Train(INetwork<float> network, int epochs = 3, GradientClipping? clipping = null, double learningRate = 3e-3) =>
        Trainer.Fit(network, DigitImages.Training, Options(new AdamW(learningRate), clipping, every: 10, epochs), TestContext.Current.CancellationToken).GradientFlow!;

    private static TrainingOptions Options(Optimizer optimizer, GradientClipping? clipping, int every, int epochs = 3) =>
        new() { Epochs = epochs, BatchSize = 32, Optimizer = optimizer, Clipping = clipping, Seed = 1, GradientFlow = new GradientFlowOptions { Every = every } };
}

[Network(Input = 64)]
[Repeat<ReluLayer>(6)]
[Dense(10)]
[SoftmaxCrossEntropy]
internal sealed partial class Relus;

[Network(Input = 64)]
[Repeat<ReluLayer>(2)]
[Dense(10)]
[SoftmaxCrossEntropy]
internal sealed partial class MeteredRelus;

[Block, Dense(64), Relu]
internal sealed class ReluLayer;

#pragma warning disable NC2012, NC2013 // These forget on purpose.
[Network, Input(Time = 100, Features = 2)]
[Gru(16), Dense(2), SoftmaxCrossEntropy]
internal sealed partial class Forgetful;

[Network, Input(Time = 100, Features = 2)]
[Rnn(16, RecurrentInit = Initializer.Uniform, RecurrentInitScale = 0.25), Dense(2), SoftmaxCrossEntropy]
internal sealed partial class Ungated;
#pragma warning restore NC2012, NC2013

#pragma warning disable NC2001, NC2003, NC2004, NC2011 // These are dead and saturated on purpose.
[Network(Input = 64)]
[Dense(64, BiasInit = Initializer.Constant, BiasInitScale = -20), Relu]
[Dense(10)]
[SoftmaxCrossEntropy]
internal sealed partial class DeadRectifiers;

[Network(Input = 64)]
[Dense(64, Init = Initializer.Normal, InitScale = 5), Tanh]
[Dense(10)]
[SoftmaxCrossEntropy]
internal sealed partial class SaturatedTanh;
#pragma warning restore NC2001, NC2003, NC2004, NC2011
