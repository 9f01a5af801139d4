using System.Numerics;
using NetCompiler.Conformance.Tests.Cases;
using NetCompiler.Conformance.Tests.Harness;

namespace NetCompiler.Conformance.Tests.Numerics;

/// <summary>Compiled networks against the interpreter, which computes in double.</summary>
public class InterpreterTests
{
    // Where the terms of a sum nearly cancel, its rounding is that of the terms.
    private const double LeastScale = 1e-1;

    [Theory]
    [MemberData(nameof(Networks.InDouble), MemberType = typeof(Networks))]
    public void Double_agrees(string name) => Check<double>(Networks.Library, name);

    [Theory]
    [MemberData(nameof(Networks.InFloat), MemberType = typeof(Networks))]
    public void Float_agrees(string name) => Check<float>(Networks.Library, name);

    /// <summary>Checks outputs, loss and gradients of a network, at all of its batches.</summary>
    internal static void Check<T>(NetworkLibrary library, string name) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int[] batches = library[name].Batches;
        var subject = new Subject<T>(library, name, batches.Max());
        Workspace<T> shared = subject.Network.CreateWorkspace(batches.Max() + 1);
        foreach (int batch in batches)
        {
            double tolerance = subject.Tolerance(batch);
            double[] outputs = subject.Interpreted.Predict(subject.Input(batch));
            Elements.AssertClose<T>(outputs, subject.Predict(batch), tolerance, LeastScale, $"batch {batch}, outputs");
            if (subject.Definition.Loss is null)
                continue;

            double loss = subject.Interpreted.Gradient(subject.Input(batch), subject.Target(batch), out double[] gradients);
            // A workspace that served larger batches, and one of just the right size.
            foreach (Workspace<T> workspace in new[] { shared, subject.Network.CreateWorkspace(batch) })
            {
                (T actualLoss, T[] actual) = subject.Gradient(batch, workspace);
                string what = $"batch {batch} of at most {workspace.MaxBatch}";
                Elements.AssertClose<T>([loss], [actualLoss], tolerance, LeastScale, $"{what}, loss");
                foreach (ParameterInfo parameter in subject.Definition.Parameters)
                {
                    Range range = parameter.Offset..(parameter.Offset + parameter.Length);
                    Elements.AssertClose<T>(gradients[range], actual[range], tolerance, LeastScale, $"{what}, gradient of {parameter.Name}");
                }
            }
        }
    }
}
