using System.Globalization;
using System.Numerics;
using NetCompiler.Conformance.Tests.Cases;
using NetCompiler.Conformance.Tests.Contract;
using NetCompiler.Conformance.Tests.Harness;

namespace NetCompiler.Conformance.Tests.Numerics;

/// <summary>Networks that nobody thought of, against the interpreter; frozen, measured and step by step they are the same networks.</summary>
/// <remarks><c>NETCOMPILER_RANDOM_NETWORKS=100-400</c> tries others, and more of them.</remarks>
public class RandomNetworkTests
{
    private const string Usual = "0-11";

    public static TheoryData<int> Numbers
    {
        get
        {
            int[] range = [.. (Environment.GetEnvironmentVariable("NETCOMPILER_RANDOM_NETWORKS") ?? Usual).Split('-').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
            return [.. Enumerable.Range(range[0], range[^1] - range[0] + 1)];
        }
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Everything_agrees(int number)
    {
        NetworkLibrary library = RandomNetwork.Create(number);
        Declaration declaration = library.Declarations.Single();
        try
        {
            if (declaration.Precisions.Contains(Precision.Float))
                Check<float>(library, declaration);
            else
                Check<double>(library, declaration);
            if (declaration.Precisions.Contains(Precision.Double) && declaration.Input.StartsWith("Time", StringComparison.Ordinal))
                StreamingTests.Agrees<double>(declaration.Name, library);
            if (declaration.Precisions.Contains(Precision.Double))
                MeasurementTests.CheckLayers(library, declaration.Name);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"{exception.Message}\n{library.Text}", exception);
        }
    }

    private static void Check<T>(NetworkLibrary library, Declaration declaration) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var subject = new Subject<T>(library, declaration.Name, declaration.Batches.Max());
        Workspace<T> workspace = subject.Network.CreateWorkspace(declaration.Batches.Max());
        FrozenNetwork<T> network = subject.Network.Freeze();
        foreach (int batch in declaration.Batches)
        {
            // Normalizations divide by small numbers, which magnifies rounding.
            double tolerance = 100 * subject.Tolerance(batch);
            double[] outputs = subject.Interpreted.Predict(subject.Input(batch));
            Elements.AssertClose<T>(outputs, subject.Predict(batch), tolerance, 0.1, $"batch {batch}, outputs");
            var frozen = new T[outputs.Length];
            network.Predict(Elements.To<T>(subject.Input(batch)), frozen);
            Elements.AssertClose<T>(outputs, frozen, tolerance, 0.1, $"batch {batch}, frozen outputs");
        }

        foreach (int batch in declaration.Batches)
        {
            double tolerance = 1000 * subject.Tolerance(batch);
            double loss = subject.Interpreted.Gradient(subject.Input(batch), subject.Target(batch), out double[] gradients);
            (T actualLoss, T[] actual) = subject.Gradient(batch, workspace);
            Elements.AssertClose<T>([loss], [actualLoss], tolerance, 0.1, $"batch {batch}, loss");
            foreach (ParameterInfo parameter in subject.Definition.Parameters)
            {
                Range range = parameter.Offset..(parameter.Offset + parameter.Length);
                Elements.AssertClose<T>(gradients[range], actual[range], tolerance, 0.1, $"batch {batch}, gradient of {parameter.Name}");
            }
        }
    }
}
