using NetCompiler;

namespace VanishingGradient.Papers;

/// <summary>Batch normalization lets even sigmoids learn, however deep.</summary>
internal sealed class IoffeSzegedy2015 : IPaper
{
    public string Source => "Ioffe and Szegedy 2015: Batch Normalization (figure 1, section 4.2.2)";

    public string Setting => "theirs: 3 × 100 sigmoids on MNIST, and Inception with sigmoids on ImageNet; here: 3 and 20 layers of 64 sigmoids on the digits";

    public string Published => "3 layers learn faster with it; Inception with sigmoids stays at chance without it and reaches 69.8% with it";

    public Finding Run(Notebook notebook)
    {
        (Dataset<float> training, Dataset<float> holdOut) = DigitImages.Load();
        double three = Accuracy("3 × sigmoid, 5 epochs", () => new ThreeSigmoids(1), 5), threeNormalized = Accuracy("3 × sigmoid, normalized, 5 epochs", () => new ThreeNormalizedSigmoids(1), 5);
        double twenty = Accuracy("20 × sigmoid", () => new TwentySigmoids(1), 30), twentyNormalized = Accuracy("20 × sigmoid, normalized", () => new NormalizedSigmoids(1), 30);
        return new(
            FormattableString.Invariant($"3 layers after 5 epochs: {three:P0}, normalized {threeNormalized:P0}; 20 layers: {twenty:P0}, normalized {twentyNormalized:P0}"),
            threeNormalized > three && twenty < 0.2 && twentyNormalized > 0.7);

        double Accuracy(string name, Func<INetwork<float>> create, int epochs) =>
            notebook.Note(name, () => Runs.Best(create, training, holdOut, epochs, batch: 60, 0.01, 0.03, 0.1), result => $"accuracy {result.HoldOut:P0} on images never trained on").HoldOut;
    }
}
