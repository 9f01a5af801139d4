using NetCompiler.Conformance.Tests.Cases;
using NetCompiler.Conformance.Tests.Harness;

namespace NetCompiler.Conformance.Tests.Numerics;

/// <summary>The measured means of gates, against cells that are computed here step by step.</summary>
public sealed class GateTests
{
    private const int Batch = 6;

    [Fact]
    public void Gates_of_lstms()
    {
        var subject = new Subject<double>(SequenceCases.Library, "LstmStacked", Batch);
        GradientFlowStep step = GradientFlow.Measure<double>(subject.Network, subject.Input(Batch), subject.Target(Batch)).Steps[0];
        double[] sequence = subject.Input(Batch);
        foreach (int layer in new[] { 0, 1 })
        {
            (sequence, double[] means) = Run(subject, layer, sequence, gates: 4, (z, recurrent, state, cell, units, unit) =>
            {
                double i = Sigmoid(z[unit] + recurrent[unit]), f = Sigmoid(z[units + unit] + recurrent[units + unit]), g = Math.Tanh(z[(2 * units) + unit] + recurrent[(2 * units) + unit]);
                double o = Sigmoid(z[(3 * units) + unit] + recurrent[(3 * units) + unit]);
                cell[unit] = (f * cell[unit]) + (i * g);
                return (o * Math.Tanh(cell[unit]), [f, i, o]);
            });
            Check(step.Layer($"layers.{layer}")!, ["forget", "input", "output"], means);
        }
    }

    [Fact]
    public void Gates_of_grus()
    {
        var subject = new Subject<double>(SequenceCases.Library, "GruStacked", Batch);
        GradientFlowStep step = GradientFlow.Measure<double>(subject.Network, subject.Input(Batch), subject.Target(Batch)).Steps[0];
        double[] sequence = subject.Input(Batch);
        foreach (int layer in new[] { 0, 1 })
        {
            double[] candidate = Parameter(subject, $"layers.{layer}.bias_hn");
            (sequence, double[] means) = Run(subject, layer, sequence, gates: 3, (z, recurrent, state, cell, units, unit) =>
            {
                double r = Sigmoid(z[unit] + recurrent[unit]), update = Sigmoid(z[units + unit] + recurrent[units + unit]);
                double n = Math.Tanh(z[(2 * units) + unit] + (r * (recurrent[(2 * units) + unit] + candidate[unit])));
                return (n + (update * (state[unit] - n)), [r, update]);
            });
            Check(step.Layer($"layers.{layer}")!, ["reset", "update"], means);
        }

        Assert.All(step.Layers.Skip(2), layer => Assert.Empty(layer.Gates));
    }

    /// <summary>With coupled gates what is not forgotten does not come in.</summary>
    [Fact]
    public void Gates_of_variants()
    {
        var subject = new Subject<double>(SequenceCases.Library, "LstmVariants", Batch);
        GradientFlowStep step = GradientFlow.Measure<double>(subject.Network, subject.Input(Batch), subject.Target(Batch)).Steps[0];
        Dictionary<string, double> coupled = step.Layer("layers.0")!.Gates.ToDictionary(gate => gate.Gate, gate => gate.Mean);
        Assert.Equal(1, coupled["input"] + coupled["forget"], 1e-12);
        Assert.All(step.Layers.Take(4), layer => Assert.Equal(["forget", "input", "output"], layer.Gates.Select(gate => gate.Gate)));
        Assert.All(step.Layers.SelectMany(layer => layer.Gates), gate => Assert.InRange(gate.Mean, 0.01, 0.99));
        // That with the large bias of the forget gate.
        Assert.InRange(step.Layer("layers.1")!.Gates[0].Mean, 0.85, 0.99);
    }

    private delegate (double Output, double[] Gates) Cell(double[] z, double[] recurrent, double[] state, double[] cell, int units, int unit);

    private static void Check(LayerGradientFlow layer, string[] names, double[] means)
    {
        Assert.Equal(names, layer.Gates.Select(gate => gate.Gate));
        Assert.All(layer.Gates.Zip(means), pair => Assert.Equal(pair.Second, pair.First.Mean, 1e-10));
    }

    /// <summary>A layer over all steps of all examples: its outputs, and the means of its gates.</summary>
    private static (double[] Outputs, double[] Means) Run(Subject<double> subject, int layer, double[] sequence, int gates, Cell cell)
    {
        double[] input = Parameter(subject, $"layers.{layer}.weight_ih"), bias = Parameter(subject, $"layers.{layer}.bias"), recurrent = Parameter(subject, $"layers.{layer}.weight_hh");
        int units = bias.Length / gates, inputs = input.Length / bias.Length, steps = sequence.Length / (Batch * inputs);
        var outputs = new List<double>();
        double[] sums = [];
        for (int example = 0; example < Batch; example++)
        {
            double[] state = new double[units], memory = new double[units];
            for (int t = 0; t < steps; t++)
            {
                double[] x = sequence[(((example * steps) + t) * inputs)..(((example * steps) + t + 1) * inputs)];
                double[] z = [.. Times(x, input, bias.Length).Zip(bias, (product, b) => product + b)], product = Times(state, recurrent, bias.Length);
                (double Output, double[] Gates)[] results = [.. Enumerable.Range(0, units).Select(unit => cell(z, product, state, memory, units, unit))];
                state = [.. results.Select(result => result.Output)];
                outputs.AddRange(state);
                sums = sums.Length == 0 ? new double[results[0].Gates.Length] : sums;
                foreach ((double _, double[] open) in results)
                    sums = [.. sums.Zip(open, (sum, value) => sum + value)];
            }
        }

        return ([.. outputs], [.. sums.Select(sum => sum / outputs.Count)]);
    }

    private static double[] Times(double[] x, double[] matrix, int columns) =>
        [.. Enumerable.Range(0, columns).Select(column => Enumerable.Range(0, x.Length).Sum(row => x[row] * matrix[(row * columns) + column]))];

    private static double[] Parameter(Subject<double> subject, string name)
    {
        ParameterInfo parameter = subject.Definition.Parameters.Single(parameter => parameter.Name == name);
        return subject.Network.Parameters.Slice(parameter.Offset, parameter.Length).ToArray();
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
