using NetCompiler;

namespace VanishingGradient.Papers;

/// <summary>Activations and first weights decide how the gradient spreads over the layers, and what is learned.</summary>
internal sealed class GlorotBengio2010 : IPaper
{
    /// <summary>The variance of U(±1/√n), times n: the standard of the time.</summary>
    private const double Standard = 1.0 / 3;

    private const int Depth = 5;

    public string Source => "Glorot and Bengio 2010: Understanding the difficulty of training deep feedforward neural networks (figure 7, table 1)";

    public string Setting => "theirs: 5 hidden layers of 1000 units, images of 32 × 32 pixels with two shapes, mini-batches of 10; here: 5 of 128, 16 × 16 pixels with one of three shapes, 40,000 images";

    public string Published => "with U(±1/√n) gradients shrink towards the input, with the normalized initialisation they stay level; test error 15.6% tanh normalized, 16.3% softsign, 27.2% tanh, 82.6% sigmoid";

    public Finding Run(Notebook notebook)
    {
        Dataset<float> training = Shapes.Draw(1, 40_000), test = Shapes.Draw(2, 4000);
        double spread = Spread(notebook, training, "tanh", Standard), level = Spread(notebook, training, "tanh, normalized", 1);
        double normalized = Error("tanh, normalized", () => Runs.Draw(new ShapeTanhs(1), 1, isUniform: true));
        double softsign = Error("softsign", () => Runs.Draw(new ShapeSoftsigns(1), Standard, isUniform: true));
        double tanh = Error("tanh", () => Runs.Draw(new ShapeTanhs(1), Standard, isUniform: true));
        double sigmoid = Error("sigmoid", () => Runs.Draw(new ShapeSigmoids(1), Standard, isUniform: true));
        return new(
            FormattableString.Invariant($"gradient at layer 1 over layer 5 {Math.Pow(10, spread):0.00}, normalized {Math.Pow(10, level):0.00}; error {normalized:P1} tanh normalized, {softsign:P1} softsign, {tanh:P1} tanh, {sigmoid:P1} sigmoid"),
            spread < level - 0.3 && normalized < tanh && softsign < tanh && tanh < sigmoid);

        double Error(string name, Func<INetwork<float>> create) =>
            1 - notebook.Note(name, () => Runs.Best(create, training, test, epochs: 4, batch: 10, 0.003, 0.01), result => $"test error {1 - result.HoldOut:P1}").HoldOut;
    }

    /// <summary>The decimal logarithm of the gradient at the first hidden layer relative to the last.</summary>
    private static double Spread(Notebook notebook, Dataset<float> data, string name, double variance)
    {
        Dataset<float> batch = data.Take(256);
        return notebook.Note($"gradient, {name}", () =>
        {
            GradientFlowStep step = GradientFlow.Measure<float>(Runs.Draw(new ShapeTanhs(1), variance, isUniform: true), batch.Inputs, batch.Targets).Steps[0];
            return step.Layer("blocks.0.layers.0")!.Log10ErrorSignal - step.Layer(FormattableString.Invariant($"blocks.{Depth - 1}.layers.0"))!.Log10ErrorSignal;
        }, log10 => $"layer 1 over layer {Depth}: {Math.Pow(10, log10):0.00}");
    }
}
