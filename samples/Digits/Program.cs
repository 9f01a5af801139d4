using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Digits;
using NetCompiler;

Console.OutputEncoding = Encoding.UTF8;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
ulong seed = 1;
if (args.Length > 1 || (args is [var text] && !ulong.TryParse(text, out seed)))
{
    Console.Error.WriteLine($"'{string.Join(' ', args)}' is no seed; write a whole number, or nothing.");
    return 1;
}

// The last 450 images are held out: they are measured after every epoch, but neither trained on nor used to choose anything.
Dataset<float> images = CsvData.Load(Path.Combine(AppContext.BaseDirectory, "digits.csv"));
MinMaxScaler scaler = MinMaxScaler.Fit(images.Take(1347));
(Dataset<float> training, Dataset<float> holdOut) = (scaler.Transform(images.Take(1347)), scaler.Transform(images.Skip(1347)));

Console.WriteLine(DigitsNet.Definition);
if (GeneratedCode.Find() is { } file)
    Console.WriteLine($"generated code: {file}");
Console.WriteLine();

var network = new DigitsNet(seed);
TrainingResult result = Trainer.Fit(network, training, new TrainingOptions
{
    Epochs = 60,
    BatchSize = 32,
    Optimizer = new AdamW(3e-3),
    Schedule = new CosineSchedule(),
    Seed = seed,
    Validation = holdOut,
    Progress = ConsoleProgress.Instance,
});

string fingerprint = Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(network.Parameters)))[..16];
Console.WriteLine();
Console.WriteLine($"accuracy on {holdOut.Count} images never trained on: {result.Validation!["accuracy"]:F4}");
Console.WriteLine($"training took {result.Elapsed.TotalSeconds:F2} s");
Console.WriteLine($"fingerprint of the weights: {fingerprint} (seed {seed})");
Console.WriteLine();

Prediction[] predictions = [.. Enumerable.Range(0, holdOut.Count).Select(i => Prediction.Of(network, holdOut, i))];
Terminal.Draw([.. predictions.Where(prediction => prediction.IsRight).Take(3), .. predictions.Where(prediction => !prediction.IsRight).Take(1)]);
return 0;
