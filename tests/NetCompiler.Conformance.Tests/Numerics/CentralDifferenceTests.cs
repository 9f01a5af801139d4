using NetCompiler.Conformance.Tests.Cases;
using NetCompiler.Conformance.Tests.Harness;
using NetCompiler.Interpreter;

namespace NetCompiler.Conformance.Tests.Numerics;

/// <summary>Compiled gradients in double against central differences of the compiled network's own loss.</summary>
public class CentralDifferenceTests
{
    private const int MostElements = 60;

    [Theory]
    [MemberData(nameof(Networks.InDouble), MemberType = typeof(Networks))]
    public void Gradients_are_the_measured_slopes(string name)
    {
        const int Batch = 3;
        var subject = new Subject<double>(Networks.Library, name, Batch);
        INetwork<double> network = subject.Network;
        if (subject.Definition.Loss is null)
            return;
        (double loss, double[] gradients) = subject.Gradient(Batch, network.CreateWorkspace(Batch));
        double[] input = subject.Input(Batch), target = subject.Target(Batch), output = new double[Batch * network.OutputLength];
        foreach (ParameterInfo parameter in subject.Definition.Parameters)
        {
            // All elements of a small tensor; of a large one some, at a step that goes through all rows and columns.
            int step = (parameter.Length + MostElements - 1) / MostElements;
            int[] elements = [.. Enumerable.Range(0, (parameter.Length + step - 1) / step).Select(i => parameter.Offset + (i * step))];

            double[] point = [.. elements.Select(element => network.Parameters[element])];

            GradientDifference difference = GradientCheck.Compare(
                Loss,
                point,
                [.. elements.Select(element => gradients[element])],
                floor: 1e-3 * Math.Max(1.0, Math.Abs(loss)),
                extrapolate: false);

            Assert.Equal(loss, Loss(point), 1e-12);
            Assert.True(difference.Error <= 1e-6, $"{parameter.Name}: {difference}");

            double Loss(double[] values)
            {
                Span<double> parameters = network.Parameters;
                foreach ((int element, double value) in elements.Zip(values))
                    parameters[element] = value;
                network.Predict(input, output);
                return network.Loss(output, target);
            }
        }
    }
}
