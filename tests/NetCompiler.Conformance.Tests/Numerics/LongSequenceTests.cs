using NetCompiler.Conformance.Tests.Harness;

namespace NetCompiler.Conformance.Tests.Numerics;

/// <summary>A thousand steps: nothing overflows or vanishes in between, and rounding does not add up to more than the sums explain.</summary>
public class LongSequenceTests
{
    private const int Batch = 2;

    private static readonly NetworkLibrary s_library = new(
    [
        new("LongRnn", "Time = 1000, Features = 2", "Rnn(4), Dense(1)") { Precisions = [Precision.Double] },
        new("LongLstm", "Time = 1000, Features = 2", "Lstm(4, ForgetBias = 3), Dense(1)") { Precisions = [Precision.Double] },
        new("LongGru", "Time = 1000, Features = 2", "Gru(4, UpdateBias = 3, Returns = Returns.Sequence), Dense(1)") { Precisions = [Precision.Double] },
    ]);

    [Theory]
    [InlineData("LongRnn")]
    [InlineData("LongLstm")]
    [InlineData("LongGru")]
    public void A_thousand_steps_in_double_are_those_of_the_interpreter(string name)
    {
        var subject = new Subject<double>(s_library, name, Batch);
        Workspace<double> workspace = subject.Network.CreateWorkspace(Batch);
        double expected = subject.Interpreted.Gradient(subject.Input(Batch), subject.Target(Batch), out double[] gradients);
        (double loss, double[] actual) = subject.Gradient(Batch, workspace);

        Elements.AssertClose<double>(subject.Interpreted.Predict(subject.Input(Batch)), subject.Predict(Batch), 1e-10, 1e-2, "outputs");
        Elements.AssertClose<double>([expected], [loss], 1e-10, 1e-2, "loss");
        foreach (ParameterInfo parameter in subject.Definition.Parameters)
        {
            Range range = parameter.Offset..(parameter.Offset + parameter.Length);
            Assert.All(actual[range], value => Assert.True(double.IsFinite(value)));
            Elements.AssertClose<double>(gradients[range], actual[range], 1e-9, 1e-3, $"gradient of {parameter.Name}");
        }
    }
}
