using System.Globalization;
using NetCompiler;

namespace VanishingGradient.Papers;

/// <summary>How deep a network can be and still learn follows from the variance of its weights.</summary>
internal sealed class Schoenholz2017 : IPaper
{
    private const double BiasVariance = 0.05;

    /// <summary>The accuracy from which on a network counts as trained: chance is 0.1.</summary>
    private const double Trained = 0.6;

    private static readonly double[] s_variances = [0.5, 1, 1.5, 1.75, 2, 2.5, 4];

    private static readonly (int Depth, Func<INetwork<float>> Create)[] s_networks =
        [(10, () => new TenTanhs(1)), (20, () => new Tanhs(1)), (40, () => new FortyTanhs(1)), (80, () => new EightyTanhs(1))];

    public string Source => "Schoenholz et al. 2017: Deep Information Propagation (figure 5)";

    public string Setting => "theirs: tanh, variance of biases 0.05, width 300, depth 10 to 300, MNIST; here: width 64, depth 10 to 80, the digits, 200 steps of SGD";

    public string Published => "networks train up to a depth of about 6 ξ, the length over which signals are lost, which is greatest at the edge of chaos (variance 1.76)";

    public Finding Run(Notebook notebook)
    {
        (Dataset<float> training, _) = DigitImages.Load();
        notebook.Line($"{"accuracy at a depth of",-24} {string.Concat(s_networks.Select(network => $"{network.Depth,8}"))}    6 ξ");
        double best = 0, bestVariance = 0;
        int agreeing = 0;
        foreach (double variance in s_variances)
        {
            double limit = 6 * MeanField.Length(variance, BiasVariance);
            double[] accuracies =
            [
                .. s_networks.Select(network => Runs.Best(() => Runs.Draw(network.Create(), variance, BiasVariance), training, null, epochs: 5, batch: 32, 0.001, 0.01).Accuracy),
            ];
            agreeing += s_networks.Where((network, i) => network.Depth <= limit == accuracies[i] >= Trained).Count();
            if (accuracies.Sum() > best)
                (best, bestVariance) = (accuracies.Sum(), variance);
            notebook.Line(string.Create(CultureInfo.InvariantCulture, $"variance {variance,-15:0.00} {string.Concat(accuracies.Select(accuracy => string.Create(CultureInfo.InvariantCulture, $"{accuracy,8:P0}")))} {limit,6:0}"));
        }

        int all = s_variances.Length * s_networks.Length;
        return new(FormattableString.Invariant($"6 ξ tells for {agreeing} of {all} networks whether they train (accuracy of at least {Trained:P0}); deepest at a variance of {bestVariance:0.##}"), agreeing >= 0.75 * all && bestVariance is >= 1.5 and <= 2);
    }
}
