using NetCompiler;

namespace VanishingGradient.Papers;

/// <summary>Rectifiers take half of the signal; weights that do not make up for it stall a deep network.</summary>
internal sealed class He2015 : IPaper
{
    private const int Epochs = 100;

    public string Source => "He et al. 2015: Delving Deep into Rectifiers (figures 2 and 3)";

    public string Setting => "theirs: convolutional networks of 22 and 30 layers on ImageNet; here: dense networks of 21 and 31 layers of 64 rectifiers on the digits, SGD with momentum";

    public string Published => "22 layers: both initialisers converge, He's earlier; 30 layers: with Glorot's the loss stalls, with He's it converges";

    public Finding Run(Notebook notebook)
    {
        (Dataset<float> training, _) = DigitImages.Load();
        (double early, double late) = (Early(1), Early(2));
        double glorot21 = Accuracy("21 layers, Glorot", () => Runs.Draw(new Relus(1), 1), Epochs), he21 = Accuracy("21 layers, He", () => Runs.Draw(new Relus(1), 2), Epochs);
        double glorot31 = Accuracy("31 layers, Glorot", () => Runs.Draw(new Relus30(1), 1), Epochs), he31 = Accuracy("31 layers, He", () => Runs.Draw(new Relus30(1), 2), Epochs);
        return new(
            FormattableString.Invariant($"21 layers: {glorot21:P0} Glorot, {he21:P0} He (after 5 epochs {early:P0}, {late:P0}); 31 layers: {glorot31:P0} Glorot, {he31:P0} He"),
            he31 > 0.8 && glorot31 < 0.5 && he21 > 0.8 && late > early);

        double Early(double variance) => Accuracy(variance == 1 ? "21 layers, Glorot, 5 epochs" : "21 layers, He, 5 epochs", () => Runs.Draw(new Relus(1), variance), 5);

        double Accuracy(string name, Func<INetwork<float>> create, int epochs) =>
            notebook.Note(name, () => Runs.Best(create, training, null, epochs, batch: 32, 0.003, 0.01), result => $"accuracy {result.Accuracy:P0}").Accuracy;
    }
}
