using System.Numerics;
using NetCompiler.Conformance.Tests.Cases;
using NetCompiler.Conformance.Tests.Harness;
using NetCompiler.Interpreter;

namespace NetCompiler.Conformance.Tests.Numerics;

/// <summary>Networks of sequences, against the interpreter, which goes through them step by step, and against central differences.</summary>
public class SequenceTests
{
    [Theory]
    [MemberData(nameof(SequenceCases.Names), MemberType = typeof(SequenceCases))]
    public void Double_agrees_with_the_interpreter(string name) => Agrees<double>(name);

    [Theory]
    [MemberData(nameof(SequenceCases.Names), MemberType = typeof(SequenceCases))]
    public void Float_agrees_with_the_interpreter(string name) => Agrees<float>(name);

    private static void Agrees<T>(string name) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int[] batches = SequenceCases.Library[name].Batches;
        var subject = new Subject<T>(SequenceCases.Library, name, batches.Max());
        Workspace<T> workspace = subject.Network.CreateWorkspace(batches.Max() + 1);
        foreach (int batch in batches)
        {
            // What one step rounds, the later ones take along.
            double tolerance = 4 * subject.Tolerance(batch);
            Elements.AssertClose<T>(subject.Interpreted.Predict(subject.Input(batch)), subject.Predict(batch), tolerance, 1e-2, $"batch {batch}, outputs");
            (workspace.Seed, workspace.Step) = (subject.Interpreted.Seed, subject.Interpreted.Step) = (3, 7);
            double loss = subject.Interpreted.Gradient(subject.Input(batch), subject.Target(batch), out double[] gradients);
            (T actualLoss, T[] actual) = subject.Gradient(batch, workspace);
            Elements.AssertClose<T>([loss], [actualLoss], tolerance, 1e-2, $"batch {batch}, loss");
            foreach (ParameterInfo parameter in subject.Definition.Parameters)
            {
                Range range = parameter.Offset..(parameter.Offset + parameter.Length);
                Elements.AssertClose<T>(gradients[range], actual[range], tolerance, 1e-2, $"batch {batch}, gradient of {parameter.Name}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(SequenceCases.Names), MemberType = typeof(SequenceCases))]
    public void Gradients_are_the_measured_slopes(string name)
    {
        const int Batch = 3;
        var subject = new Subject<double>(SequenceCases.Library, name, Batch);
        Workspace<double> workspace = subject.Network.CreateWorkspace(Batch), scratch = subject.Network.CreateWorkspace(Batch);
        (double loss, double[] gradients) = subject.Gradient(Batch, workspace);
        int[] elements = [.. subject.Definition.Parameters.SelectMany(parameter => Enumerable.Range(0, Math.Min(parameter.Length, 24)).Select(i => i * parameter.Length / Math.Min(parameter.Length, 24))
            // Padding is not learned, whatever its slope.
            .Where(i => parameter.ZeroRow is not { } row || i / parameter.Shape[^1] != row).Select(i => parameter.Offset + i))];

        double[] point = [.. elements.Select(element => subject.Network.Parameters[element])];
        GradientDifference difference = GradientCheck.Compare(
            Loss, point, [.. elements.Select(element => gradients[element])], floor: 1e-3 * Math.Max(1.0, Math.Abs(loss)), extrapolate: false);

        Assert.Equal(loss, Loss(point));
        Assert.True(difference.Error <= 1e-6, $"{difference}");

        double Loss(double[] values)
        {
            foreach ((int element, double value) in elements.Zip(values))
                subject.Network.Parameters[element] = value;
            // The same step draws the same masks.
            scratch.Step = 0;
            return subject.Gradient(Batch, scratch).Loss;
        }
    }

    [Theory]
    [MemberData(nameof(SequenceCases.Names), MemberType = typeof(SequenceCases))]
    public void Loss_of_predictions_is_that_of_a_step_that_draws_nothing(string name)
    {
        const int Batch = 5;
        var subject = new Subject<double>(SequenceCases.Library, name, Batch);
        Assert.SkipWhen(subject.Definition.AllLayers.Any(layer => layer.Kind is "Dropout" or "BatchNorm" || layer.Options.ContainsKey("recurrentDropout")), "A step computes something else than a prediction.");
        double[] output = subject.Predict(Batch), target = subject.Target(Batch);
        Assert.Equal(subject.Gradient(Batch, subject.Network.CreateWorkspace(Batch)).Loss, subject.Network.Loss(output, target), 1e-12);
    }
}
