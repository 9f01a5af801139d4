using System.Globalization;
using System.Text;
using NetCompiler;
using VanishingGradient;

// A laboratory: why gradients vanish, and what helps. `--quick` trains for less long.
Console.OutputEncoding = Encoding.UTF8;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
bool isQuick = args.Contains("--quick");

Dataset<float> images = CsvData.Load(Path.Combine(AppContext.BaseDirectory, "digits.csv"));
StandardScaler scaler = StandardScaler.Fit(images.Take(1347));
var digits = new Laboratory(scaler.Transform(images.Take(1347)), scaler.Transform(images.Skip(1347)), epochs: isQuick ? 8 : 30);
Func<Optimizer> adam = () => new AdamW(2e-3), momentum = () => new Momentum(0.01);

Console.WriteLine("How much of the gradient at the output reaches the first layer? The compiler predicts it; the first step of training shows it.");
Laboratory.PrintHeader("1. The causes, one at a time (10 layers of 64 units, digits of 8 × 8 pixels)");
Outcome[] causes =
[
    digits.Run(new("10 × tanh: nothing wrong", seed => new TenTanhs(seed), adam)),
    digits.Run(new("an activation of small slope: sigmoid", seed => new TenSigmoids(seed), adam)),
    digits.Run(new("small initial weights: N(0, 0.01²)", seed => new SmallWeights(seed), adam)),
    digits.Run(new("large initial weights: N(0, 1)", seed => new LargeWeights(seed), adam)),
    digits.Run(new("3 × sigmoid", seed => new ThreeSigmoids(seed), adam)),
    digits.Run(new("20 × sigmoid: depth", seed => new TwentySigmoids(seed), adam)),
];
foreach (Outcome outcome in causes.Where(outcome => !outcome.Report.Findings.IsEmpty))
    Console.WriteLine($"    {outcome.Experiment.Name}: {outcome.Report.Findings[0].Cause}");

Laboratory.PrintHeader("2. The remedies (20 layers of 64 units)");
Outcome failing = digits.Run(new("20 × sigmoid", seed => new TwentySigmoids(seed), adam));
digits.Run(new("… clipped: does not help", seed => new ClippedSigmoids(seed), adam));
digits.Run(new("… tanh with LeCun's weights", seed => new Tanhs(seed), adam));
digits.Run(new("… relu with Glorot's weights", seed => new GlorotRelus(seed), adam));
digits.Run(new("… relu with He's weights", seed => new Relus(seed), adam));
digits.Run(new("… batch normalization", seed => new NormalizedSigmoids(seed), adam));
digits.Run(new("… residual blocks", seed => new ResidualSigmoids(seed), adam));
digits.Run(new("… highway", seed => new HighwaySigmoids(seed), adam));

Laboratory.PrintHeader("3. What clipping is for: 30 residual blocks without normalization, trained by momentum");
digits.Run(new("as it is", seed => new Growing(seed), momentum));
digits.Run(new("clipped to a norm of 1", seed => new ClippedGrowing(seed), momentum));

var latch = new Laboratory(Latch.Draw(1, isQuick ? 12_800 : 25_600, 50), Latch.Draw(2, 512, 50), epochs: 1);
Func<Optimizer> slower = () => new Adam(3e-3);
Laboratory.PrintHeader("4. Time is depth too: the first of 50 steps decides (the gradient at the first step relative to the last)");
latch.Run(new("RNN, small random weights", seed => new LatchRnn(seed), slower));
latch.Run(new("RNN, orthogonal weights", seed => new LatchOrthogonal(seed), slower));
latch.Run(new("LSTM, forget bias 3", seed => new LatchLstm(seed), slower));
latch.Run(new("GRU, update bias 2", seed => new LatchGru(seed), slower));

Console.WriteLine();
Console.WriteLine(failing.Report);
