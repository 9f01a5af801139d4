using NetCompiler;

namespace VanishingGradient.Papers;

/// <summary>Highways carry the signal past layers that have not learned anything yet.</summary>
internal sealed class Srivastava2015 : IPaper
{
    public string Source => "Srivastava et al. 2015: Training Very Deep Networks (figure 1)";

    public string Setting => "theirs: MNIST, 10 to 100 layers of about 71 plain or 50 highway units, SGD with momentum; here: the digits, 10 and 80 layers of 64 tanh units, gates that begin at -4";

    public string Published => "plain networks get worse from about 20 layers on, highway networks of 100 layers train as well as those of 10";

    public Finding Run(Notebook notebook)
    {
        (Dataset<float> training, _) = DigitImages.Load();
        double plain10 = Loss("10 plain layers", () => new TenTanhs(1)), plain80 = Loss("80 plain layers", () => new EightyTanhs(1));
        double highway10 = Loss("10 highway layers", () => new TenHighways(1)), highway80 = Loss("80 highway layers", () => new EightyHighways(1));
        return new(
            FormattableString.Invariant($"training loss of 10 and 80 layers: plain {plain10:0.000} and {plain80:0.000}, highway {highway10:0.000} and {highway80:0.000}"),
            plain80 > 10 * plain10 && highway80 < plain80 / 3);

        double Loss(string name, Func<INetwork<float>> create) =>
            notebook.Note(name, () => Runs.Best(create, training, null, epochs: 40, batch: 32, 0.001, 0.01, 0.03), result => $"loss {result.Loss:0.000}, accuracy {result.Accuracy:P0}").Loss;
    }
}
