using System.Numerics;
using NetCompiler.Conformance.Tests.Cases;
using NetCompiler.Conformance.Tests.Harness;

namespace NetCompiler.Conformance.Tests.Numerics;

/// <summary>What a compiled network must agree with itself about, and what it must leave alone.</summary>
public class ConsistencyTests
{
    private const int Examples = 21;

    [Theory]
    [MemberData(nameof(Networks.InDouble), MemberType = typeof(Networks))]
    public void Double_is_consistent(string name) => Check<double>(name);

    [Theory]
    [MemberData(nameof(Networks.InFloat), MemberType = typeof(Networks))]
    public void Float_is_consistent(string name) => Check<float>(name);

    /// <summary>Behind rectifiers, terms that are 0 are left out of the products of many rows, but not of few.</summary>
    [Fact]
    public void Terms_that_are_left_out_change_no_bit()
    {
        const int Few = 16;
        var subject = new Subject<float>(Networks.Library, "WideRectifiedRows", 4 * Few);
        float[] outputs = subject.Predict(4 * Few);
        for (int first = 0; first < 4 * Few; first += Few)
        {
            float[] input = Elements.To<float>(subject.Input(first + Few))[(first * subject.Network.InputLength)..];
            Elements.AssertSame<float>(outputs.AsSpan(first * subject.Network.OutputLength, Few * subject.Network.OutputLength), subject.Predict(input), $"rows {first} to {first + Few - 1} on their own");
        }
    }

    private static void Check<T>(string name) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var subject = new Subject<T>(Networks.Library, name, Examples);
        INetwork<T> network = subject.Network;
        T[] outputs = subject.Predict(Examples);
        AssertRowsDoNotDependOnTheirBatch(subject, outputs);
        AssertNothingElseIsWritten(subject, outputs);
        AssertBadRowsStayAlone(subject, outputs);
        if (subject.Definition.Loss is null)
        {
            Assert.Throws<InvalidOperationException>(() => network.Loss(outputs, []));
            Assert.Throws<InvalidOperationException>(() => network.Gradient(Elements.To<T>(subject.Input(1)), [], network.CreateWorkspace(1)));
            return;
        }

        AssertLossIsThatOfThePrediction(subject, outputs);
        AssertMemoryIsReusedCleanly(subject);
        AssertGapsStayZero(subject);
    }

    // Each output is summed in the same order, whichever tile it is computed in.
    private static void AssertRowsDoNotDependOnTheirBatch<T>(Subject<T> subject, T[] outputs) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int inputs = subject.Network.InputLength, length = subject.Network.OutputLength;
        T[] input = Elements.To<T>(subject.Input(Examples));
        foreach (int batch in (int[])[1, 2, 3, 5, 8])
        {
            for (int first = 0; first + batch <= Examples; first += batch)
            {
                T[] part = subject.Predict(input[(first * inputs)..((first + batch) * inputs)]);
                Elements.AssertSame<T>(outputs.AsSpan(first * length, batch * length), part, $"rows {first} to {first + batch - 1} on their own");
            }
        }
    }

    // The canaries are NaN: reading them shows as well.
    private static void AssertNothingElseIsWritten<T>(Subject<T> subject, T[] outputs) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (int batch in (int[])[1, 3, Examples])
        {
            var input = new Guarded<T>(Elements.To<T>(subject.Input(batch)));
            var output = new Guarded<T>(new T[batch * subject.Network.OutputLength]);
            subject.Network.Predict(input.Span, output.Span);
            Elements.AssertSame<T>(outputs.AsSpan(0, output.Span.Length), output.Span, "outputs between canaries");
            input.AssertUnchanged("input of Predict");
            output.AssertGuardsUnchanged("output of Predict");
            if (subject.Definition.Loss is null)
                continue;

            var target = new Guarded<T>(Elements.To<T>(subject.Target(batch)));
            Workspace<T> workspace = subject.Network.CreateWorkspace(batch);
            (T loss, T[] gradients) = subject.Gradient(batch, workspace);
            Assert.Equal(loss, subject.Network.Gradient(input.Span, target.Span, workspace));
            Elements.AssertSame<T>(gradients, workspace.Gradients, "gradients between canaries");
            T predicted = subject.Network.Loss(outputs.AsSpan(0, output.Span.Length), Elements.To<T>(subject.Target(batch)));
            Assert.Equal(predicted, subject.Network.Loss(output.Span, target.Span));
            input.AssertUnchanged("input of Gradient");
            target.AssertUnchanged("target");
            output.AssertGuardsUnchanged("output of Loss");
            Elements.AssertSame<T>(outputs.AsSpan(0, output.Span.Length), output.Span, "output of Loss");
        }
    }

    private static void AssertBadRowsStayAlone<T>(Subject<T> subject, T[] outputs) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int inputs = subject.Network.InputLength, length = subject.Network.OutputLength;
        foreach (int bad in (int[])[0, 6, Examples - 1])
        {
            T[] input = Elements.To<T>(subject.Input(Examples));
            input.AsSpan(bad * inputs, inputs).Fill(T.NaN);
            T[] spoilt = subject.Predict(input);
            for (int row = 0; row < Examples; row++)
            {
                Span<T> part = spoilt.AsSpan(row * length, length);
                if (row == bad)
                    Assert.All(part.ToArray(), value => Assert.True(T.IsNaN(value), $"{value} of NaN"));
                else
                    Elements.AssertSame<T>(outputs.AsSpan(row * length, length), part, $"row {row} beside the bad row {bad}");
            }
        }
    }

    private static void AssertLossIsThatOfThePrediction<T>(Subject<T> subject, T[] outputs) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (T loss, _) = subject.Gradient(Examples, subject.Network.CreateWorkspace(Examples));
        T predicted = subject.Network.Loss(outputs, Elements.To<T>(subject.Target(Examples)));
        // The compiler may combine what training keeps apart, so that the last bits differ.
        Elements.AssertClose<T>([double.CreateChecked(predicted)], [loss], subject.Tolerance(0), 0.0, "loss of the prediction");
    }

    // Whatever an earlier step left in a workspace, or in a thread's scratch memory, has no effect on the next.
    private static void AssertMemoryIsReusedCleanly<T>(Subject<T> subject) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Batch = 5;
        (T loss, T[] gradients) = subject.Gradient(Batch, subject.Network.CreateWorkspace(Examples));
        T[] outputs = subject.Predict(Batch);
        Workspace<T> used = subject.Network.CreateWorkspace(Examples);
        var bad = new T[Examples * subject.Network.InputLength];
        bad.AsSpan().Fill(T.NaN);
        Assert.True(T.IsNaN(subject.Network.Gradient(bad, Elements.To<T>(subject.Target(Examples)), used)));
        foreach (ParameterInfo parameter in subject.Definition.Parameters)
            used.Gradients.Slice(parameter.Offset, parameter.Length).Fill(T.NaN);
        subject.Predict(bad);

        (T again, T[] gradientsAgain) = subject.Gradient(Batch, used);
        Assert.Equal(loss, again);
        Elements.AssertSame<T>(gradients, gradientsAgain, "gradients in a used workspace");
        Elements.AssertSame<T>(outputs, subject.Predict(Batch), "outputs in used scratch memory");
    }

    private static void AssertGapsStayZero<T>(Subject<T> subject) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        INetwork<T> network = subject.Network;
        Workspace<T> workspace = network.CreateWorkspace(Examples);
        OptimizerState<T> state = new AdamW(1e-2) { WeightDecay = 0.1, DecayAll = true }.CreateState<T>(network.Definition);
        for (int step = 0; step < 3; step++)
        {
            subject.Gradient(Examples - step, workspace);
            state.Step(network.Parameters, workspace.Gradients);
        }

        int next = 0;
        foreach (ParameterInfo parameter in subject.Definition.Parameters)
        {
            AssertZero(next, parameter.Offset);
            next = parameter.Offset + parameter.Length;
        }

        AssertZero(next, network.Parameters.Length);

        void AssertZero(int start, int end)
        {
            Assert.Equal(-1, network.Parameters[start..end].IndexOfAnyExcept(T.Zero));
            Assert.Equal(-1, workspace.Gradients[start..end].IndexOfAnyExcept(T.Zero));
        }
    }
}
