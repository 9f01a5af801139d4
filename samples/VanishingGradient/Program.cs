using System.Globalization;
using System.Text;
using NetCompiler;
using VanishingGradient;
using VanishingGradient.Papers;

// A laboratory: why gradients vanish, and what helps. `--quick` trains for less long; `papers` does published experiments again.
Console.OutputEncoding = Encoding.UTF8;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is not ([] or ["papers"] or ["--quick"]))
{
    Console.Error.WriteLine($"There is no use for '{string.Join(' ', args)}'; write --quick, papers, or nothing.");
    return 1;
}

if (args is ["papers"])
{
    new Notebook().Run(
    [
        new GlorotBengio2010(), new He2015(), new Schoenholz2017(), new IoffeSzegedy2015(), new Srivastava2015(), new He2016(), new Jozefowicz2015(), new Pascanu2013(),
    ]);
    return 0;
}

bool isQuick = args is ["--quick"];

(Dataset<float> training, Dataset<float> holdOut) = DigitImages.Load();
var digits = new Laboratory(training, holdOut, epochs: isQuick ? 8 : 30);
var latch = new Laboratory(Latch.Draw(1, isQuick ? 12_800 : 25_600, 50), Latch.Draw(2, 512, 50), epochs: 1);
GradientClipping clipped = GradientClipping.ByGlobalNorm(1);
Func<Optimizer> adam = () => new AdamW(2e-3), momentum = () => new Momentum(0.01), slower = () => new Adam(3e-3);

Console.WriteLine("How much of the gradient at the output reaches the first layer? The compiler predicts it; the first step of training shows it.");
IReadOnlyList<Outcome> causes = digits.Run(
    "1. The causes, one at a time (10 layers of 64 units, digits of 8 × 8 pixels)",
    new("10 × tanh: nothing wrong", seed => new TenTanhs(seed), adam),
    new("an activation of small slope: sigmoid", seed => new TenSigmoids(seed), adam),
    new("small initial weights: N(0, 0.01²)", seed => new SmallWeights(seed), adam),
    new("large initial weights: N(0, 1)", seed => new LargeWeights(seed), adam),
    new("3 × sigmoid", seed => new ThreeSigmoids(seed), adam),
    new("20 × sigmoid: depth", seed => new TwentySigmoids(seed), adam));
foreach (Outcome outcome in causes.Where(outcome => !outcome.AtFirst.Findings.IsEmpty))
    Console.WriteLine($"    {outcome.Experiment.Name}: {outcome.AtFirst.Findings[0].Cause}");

IReadOnlyList<Outcome> remedies = digits.Run(
    "2. The remedies (20 layers of 64 units)",
    new("20 × sigmoid", seed => new TwentySigmoids(seed), adam),
    new("… clipped: does not help", seed => new TwentySigmoids(seed), adam) { Clipping = clipped },
    new("… tanh with LeCun's weights", seed => new Tanhs(seed), adam),
    new("… relu with Glorot's weights", seed => new GlorotRelus(seed), adam),
    new("… relu with He's weights", seed => new Relus(seed), adam),
    new("… batch normalization", seed => new NormalizedSigmoids(seed), adam),
    new("… residual blocks", seed => new ResidualSigmoids(seed), adam),
    new("… highway", seed => new HighwaySigmoids(seed), adam));

IReadOnlyList<Outcome> clipping = digits.Run(
    "3. What clipping is for: 30 residual blocks without normalization, trained by momentum",
    new("as it is", seed => new Growing(seed), momentum),
    new("clipped to a norm of 1", seed => new Growing(seed), momentum) { Clipping = clipped });

IReadOnlyList<Outcome> time = latch.Run(
    "4. Time is depth too: the first of 50 steps decides (the gradient at the first step relative to the last)",
    new("RNN, small random weights", seed => new LatchRnn(seed), slower),
    new("RNN, orthogonal weights", seed => new LatchOrthogonal(seed), slower),
    new("LSTM, forget bias 3", seed => new LatchLstm(seed), slower),
    new("GRU, update bias 2", seed => new LatchGru(seed), slower));

Console.WriteLine();
Console.WriteLine(remedies[0].Report);

string page = Path.GetFullPath("vanishing-gradient.html");
new GradientFlowComparison(
    "The laboratory of vanishing gradients",
    [
        new("Causes: 10 layers of 64 units, one thing changed at a time", [.. causes.Select(outcome => outcome.Run)]),
        new("Remedies: 20 layers of 64 units", [.. remedies.Select(outcome => outcome.Run)]),
        new("What clipping is for: 30 residual blocks without normalization", [.. clipping.Select(outcome => outcome.Run)]),
        new("Time is depth too: the first of 50 steps decides", [.. time.Select(outcome => outcome.Run)]),
    ])
{
    Columns = ["accuracy", "time"],
}.SaveHtml(page);
Console.WriteLine();
Console.WriteLine($"All of it, to look at: {page}");
return 0;
