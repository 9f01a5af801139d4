using NetCompiler;

namespace VanishingGradient.Papers;

/// <summary>A deeper network that learns worse, and the path around blocks that turns this around.</summary>
internal sealed class He2016 : IPaper
{
    public string Source => "He et al. 2016: Deep Residual Learning (figure 6, table 6)";

    public string Setting => "theirs: convolutional networks of 20 and 56 layers with batch normalization on CIFAR-10; here: dense ones of as many layers of 64 units on the digits";

    public string Published => "plain: 56 layers have a higher training error than 20; residual: 56 layers learn better than 20 (test error 6.97% and 8.75%)";

    public Finding Run(Notebook notebook)
    {
        (Dataset<float> training, Dataset<float> holdOut) = DigitImages.Load();
        RunResult plain20 = Train("20 plain layers", () => new Plain20(1)), plain56 = Train("56 plain layers", () => new Plain56(1));
        RunResult residual20 = Train("20 residual layers", () => new Residual20(1)), residual56 = Train("56 residual layers", () => new Residual56(1));
        string apart = Math.Abs(residual56.Accuracy - residual20.Accuracy) < 0.01 ? "; the digits are too easy to tell the residual ones apart" : "";
        return new(
            FormattableString.Invariant($"training error of 20 and 56 layers: plain {1 - plain20.Accuracy:P1} and {1 - plain56.Accuracy:P1}, residual {1 - residual20.Accuracy:P1} and {1 - residual56.Accuracy:P1} (test {1 - residual20.HoldOut:P1} and {1 - residual56.HoldOut:P1}){apart}"),
            plain56.Accuracy < plain20.Accuracy - 0.02 && residual56.Accuracy > residual20.Accuracy - 0.01);

        RunResult Train(string name, Func<INetwork<float>> create) =>
            notebook.Note(name, () => Runs.Best(create, training, holdOut, epochs: 10, batch: 32, 0.003, 0.03), result => $"training error {1 - result.Accuracy:P1}, test error {1 - result.HoldOut:P1}");
    }
}
