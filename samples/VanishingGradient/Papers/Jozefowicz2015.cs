using NetCompiler;

namespace VanishingGradient.Papers;

/// <summary>A forget gate that begins open lets an LSTM remember.</summary>
internal sealed class Jozefowicz2015 : IPaper
{
    private const int Steps = 50;

    public string Source => "Jozefowicz et al. 2015: An Empirical Exploration of Recurrent Network Architectures (table 1)";

    public string Setting => "theirs: arithmetic, XML and text; here: which of two symbols came first, after 49 steps of noise, 25,600 sequences, Adam";

    public string Published => "with a bias of 1 on the forget gate the LSTM does as well as the GRU; with the usual 0 it falls behind";

    public Finding Run(Notebook notebook)
    {
        Dataset<float> training = Latch.Draw(1, 25_600, Steps), test = Latch.Draw(2, 512, Steps);
        double[] accuracies = [.. new[] { 0.0, 1, 3 }.Select(bias => notebook.Note(
            FormattableString.Invariant($"forget bias {bias}"),
            () => (Left: Runs.Log10Factor(WithForgetBias(bias), training), Result: Runs.Train(WithForgetBias(bias), training, test, new Adam(3e-3), epochs: 1)),
            run => $"accuracy {run.Result.HoldOut:P0}; 10^{run.Left:0.0} of the gradient reaches the first step").Result.HoldOut)];
        double gru = notebook.Note("GRU", () => Runs.Train(new LatchGru(1), training, test, new Adam(3e-3), epochs: 1), result => $"accuracy {result.HoldOut:P0}").HoldOut;
        return new(
            FormattableString.Invariant($"accuracy {accuracies[0]:P0} with a bias of 0, {accuracies[1]:P0} with 1, {accuracies[2]:P0} with 3, GRU {gru:P0}: how large a bias has to be depends on the span"),
            accuracies[0] < 0.7 && accuracies[2] > 0.95 && gru > 0.95);
    }

    /// <summary>An LSTM whose forget gates begin with a bias; gates stand in the order i, f, g, o.</summary>
    private static LatchLstm WithForgetBias(double bias)
    {
        var network = new LatchLstm(1);
        ParameterInfo biases = LatchLstm.Definition.Parameters.First(parameter => parameter.Role == ParameterRole.Bias);
        int units = biases.Length / 4;
        network.Parameters.Slice(biases.Offset + units, units).Fill((float)bias);
        return network;
    }
}
