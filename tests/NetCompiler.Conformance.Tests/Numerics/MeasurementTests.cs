using NetCompiler.Conformance.Tests.Cases;
using NetCompiler.Conformance.Tests.Harness;

namespace NetCompiler.Conformance.Tests.Numerics;

/// <summary>What a compiled network measures of its layers, against the interpreter, and against gradients of single examples.</summary>
public sealed class MeasurementTests
{
    public static TheoryData<string> Layers =>
        [.. SkipCases.All.Concat(FeatureMapCases.All).Where(declaration => declaration.Loss is not null && declaration.Precisions.Contains(Precision.Double)).Select(declaration => declaration.Name)];

    public static TheoryData<string> Sequences => SequenceCases.Names;

    [Theory]
    [MemberData(nameof(Layers))]
    public void Layers_are_as_interpreted(string name) => CheckLayers(Networks.Library, name);

    [Theory]
    [MemberData(nameof(Layers))]
    public void Weight_gradients_are_those_of_single_examples(string name) => CheckWeights(Networks.Library, name);

    [Theory]
    [MemberData(nameof(Sequences))]
    public void Layers_of_sequences_are_as_interpreted(string name) => CheckLayers(SequenceCases.Library, name);

    [Theory]
    [MemberData(nameof(Sequences))]
    public void Weight_gradients_of_sequences_are_those_of_single_examples(string name) => CheckWeights(SequenceCases.Library, name);

    [Theory]
    [MemberData(nameof(Layers))]
    public void Training_measures_the_first_examples_of_a_step(string name) => CheckFirst(Networks.Library, name);

    [Theory]
    [MemberData(nameof(Sequences))]
    public void Training_measures_the_first_sequences_of_a_step(string name) => CheckFirst(SequenceCases.Library, name);

    /// <summary>The first step of training, of whose examples half are taken down, against the interpreter.</summary>
    private static void CheckFirst(NetworkLibrary library, string name)
    {
        int batch = library[name].Batches.Max(), first = (batch + 1) / 2;
        var subject = new Subject<double>(library, name, batch);
        Assert.SkipWhen(
            subject.Definition.AllLayers.Any(layer => layer.Options.ContainsKey("recurrentDropout") || layer.Options.ContainsKey("probability")), "Training draws from its own seed what it drops.");
        double[] input = subject.Input(batch), target = subject.Target(batch);
        var expected = subject.Interpreted.LayerGradients(input, target);
        double output = Length([.. First(expected[subject.Definition.Layers[^1].Path].Gradient)], batch, first), tolerance = 100 * subject.Tolerance(batch);
        GradientFlowStep everything = Measured(GradientFlowDetail.Everything), norms = Measured(GradientFlowDetail.Norms);
        Assert.All(subject.Definition.AllLayers, layer =>
        {
            (double[] outputs, double[] gradient) = expected[layer.Path];
            foreach (GradientFlowStep step in new[] { everything, norms }.Where(_ => gradient.Length > 0))
            {
                Assert.Equal(Length([.. First(gradient)], batch, first), step.Layer(layer.Path)!.ErrorSignal, tolerance * output);
                Assert.Equal(batch * First(gradient).Max(Math.Abs), step.Layer(layer.Path)!.ErrorSignalMax, tolerance * output * batch);
            }

            double mean = First(outputs).Average();
            Assert.Equal(mean, everything.Layer(layer.Path)!.ActivationMean, tolerance * (1 + Math.Abs(mean)));
            Assert.Equal(double.NaN, norms.Layer(layer.Path)!.ActivationMean);
        });
        Assert.All(everything.Parameters.Zip(norms.Parameters), pair => Assert.Equal(
            (pair.First.GradientRms, pair.First.GradientMax, pair.First.Rms), (pair.Second.GradientRms, pair.Second.GradientMax, pair.Second.Rms)));
        CheckParameters(subject, norms, input, target, tolerance);

        IEnumerable<double> First(double[] values) => values.Take(values.Length / batch * first);

        GradientFlowStep Measured(GradientFlowDetail detail)
        {
            var again = new Subject<double>(library, name, batch);
            return Assert.Single(Trainer.Fit(again.Network, new Dataset<double>(input, again.Network.InputLength, target, again.Network.TargetLength), new TrainingOptions<double>
            {
                Epochs = 1, BatchSize = batch, Shuffle = false, Optimizer = new Sgd(0), GradientFlow = new GradientFlowOptions { MostExamples = first, Detail = detail },
            }, TestContext.Current.CancellationToken).GradientFlow!.Steps);
        }
    }

    internal static void CheckLayers(NetworkLibrary library, string name)
    {
        int batch = library[name].Batches.Max();
        var subject = new Subject<double>(library, name, batch);
        double[] input = subject.Input(batch), target = subject.Target(batch), parameters = subject.Network.Parameters.ToArray();
        GradientFlowReport report = GradientFlow.Measure<double>(subject.Network, input, target);
        Elements.AssertSame<double>(parameters, subject.Network.Parameters, "parameters");

        GradientFlowStep step = Assert.Single(report.Steps);
        double tolerance = 100 * subject.Tolerance(batch);
        var expected = subject.Interpreted.LayerGradients(input, target);
        double output = Length(expected[subject.Definition.Layers[^1].Path].Gradient, batch);
        Assert.Equal(subject.Definition.AllLayers.Select(layer => layer.Path), step.Layers.Select(layer => layer.Layer));
        Assert.All(step.Layers, layer =>
        {
            (double[] outputs, double[] gradient) = expected[layer.Layer];
            double mean = outputs.Average(), deviation = Math.Sqrt(outputs.Average(value => (value - mean) * (value - mean)));
            Assert.Equal(mean, layer.ActivationMean, tolerance * (1 + Math.Abs(mean)));
            Assert.Equal(deviation, layer.ActivationStandardDeviation, tolerance * (1 + deviation));
            Assert.Equal(0, layer.NonFinite);
            if (gradient.Length == 0)
            {
                Assert.Equal(double.NaN, layer.ErrorSignal);
                return;
            }

            Assert.Equal(Length(gradient, batch), layer.ErrorSignal, tolerance * output);
            Assert.Equal(batch * gradient.Max(Math.Abs), layer.ErrorSignalMax, tolerance * output * batch);
            if (layer.ErrorSignal > 1e-3 * output)
                Assert.Equal(Math.Log10(Length(gradient, batch) / output), layer.Log10ErrorSignal, 1e-6);
        });
        CheckParameters(subject, step, input, target, tolerance);
    }

    private static void CheckParameters(Subject<double> subject, GradientFlowStep step, double[] input, double[] target, double tolerance)
    {
        subject.Interpreted.Gradient(input, target, out double[] gradients);
        Assert.Equal(subject.Definition.Parameters.Where(parameter => parameter.IsLearned).Select(parameter => parameter.Name), step.Parameters.Select(parameter => parameter.Parameter));
        Assert.All(step.Parameters, measured =>
        {
            ParameterInfo parameter = subject.Definition.Parameters.Single(parameter => parameter.Name == measured.Parameter);
            double[] expected = gradients[parameter.Offset..(parameter.Offset + parameter.Length)];
            Assert.Equal(Rms(expected), measured.GradientRms, tolerance * (1 + Rms(expected)));
            Assert.Equal(expected.Max(Math.Abs), measured.GradientMax, tolerance * (1 + expected.Max(Math.Abs)));
            Assert.Equal(Rms(subject.Network.Parameters.Slice(parameter.Offset, parameter.Length).ToArray()), measured.Rms, tolerance);
        });
    }

    private static void CheckWeights(NetworkLibrary library, string name)
    {
        int batch = library[name].Batches.Max();
        var subject = new Subject<double>(library, name, batch);
        Assert.SkipWhen(
            subject.Definition.AllLayers.Any(layer => layer.Kind == "BatchNorm" || layer.Options.ContainsKey("recurrentDropout") || layer.Options.ContainsKey("probability")),
            "Where examples depend on each other, or are dropped from by chance, a single one is another network.");
        Assert.SkipWhen(subject.Definition.AllLayers.Any(layer => layer.Parameters.Any(parameter => parameter.Role == NetCompiler.ParameterRole.Length)), "Normalized weights are not parameters.");
        double[] input = subject.Input(batch), target = subject.Target(batch);
        GradientFlowStep step = GradientFlow.Measure<double>(subject.Network, input, target).Steps[0];
        Workspace<double> workspace = subject.Network.CreateWorkspace(1);
        var squares = new double[subject.Definition.ParameterVectorLength];
        for (int i = 0; i < batch; i++)
        {
            subject.Network.Gradient(input.AsSpan(i * subject.Network.InputLength, subject.Network.InputLength), target.AsSpan(i * subject.Network.TargetLength, subject.Network.TargetLength), workspace);
            // An example with more targets that count has more of the mean over all of them.
            double share = batch * Counted(target.AsSpan(i * subject.Network.TargetLength, subject.Network.TargetLength)) / Counted(target);
            for (int j = 0; j < squares.Length; j++)
                squares[j] += share * share * workspace.Gradients[j] * workspace.Gradients[j] / batch;
        }

        Assert.All(subject.Definition.AllLayers, layer =>
        {
            double gradient = 0, weight = 0;
            foreach (ParameterInfo parameter in layer.Parameters.Where(parameter => parameter.Role == NetCompiler.ParameterRole.Weight && parameter.Shape.Length > 1))
            {
                gradient += squares.AsSpan(parameter.Offset, parameter.Length).ToArray().Sum();
                weight += subject.Network.Parameters.Slice(parameter.Offset, parameter.Length).ToArray().Sum(value => value * value);
            }

            double measured = step.Layer(layer.Path)!.Log10WeightGradient;
            if (weight == 0 || layer.Kind is "Embedding" or "PositionalEncoding")
                Assert.Equal(double.NaN, measured);
            else if (gradient > 1e-20)
                Assert.Equal(Math.Log10(gradient / weight) / 2, measured, 1e-6);
        });

        double Counted(ReadOnlySpan<double> targets)
        {
            int count = 0;
            foreach (double value in targets)
                count += subject.Definition.Loss!.Options.TryGetValue("ignoreIndex", out double ignored) && value == ignored ? 0 : 1;
            return count;
        }
    }

    private static double Rms(double[] values) => Math.Sqrt(values.Average(value => value * value));

    /// <summary>The length of the gradient of an example's loss, from that of the mean loss.</summary>
    private static double Length(double[] gradient, int batch) => Length(gradient, batch, batch);

    /// <summary>The same of some examples of a batch.</summary>
    private static double Length(double[] gradient, int batch, int examples) => batch * Math.Sqrt(gradient.Sum(value => value * value) / examples);
}
