using System.Diagnostics;
using System.Globalization;
using System.Text;
using CharacterModel;
using NetCompiler;

// Learns to write like a text: dotnet run -c Release --project samples/CharacterModel -- [file] [lstm or gru] [steps]
const int Batch = 16, Window = 64, ReportEvery = 100;
Console.OutputEncoding = Encoding.UTF8;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string file = args.Length > 0 ? args[0] : Path.Combine(AppContext.BaseDirectory, "LICENSE");
string cell = args.Length > 1 ? args[1] : "lstm";
int steps = 1000;
string? problem = !File.Exists(file) ? $"There is no file {file}."
    : new FileInfo(file).Length <= Window ? $"{file} has {new FileInfo(file).Length} bytes, but an example needs {Window + 1}; name a longer file."
    : cell is not ("lstm" or "gru") ? $"The cell is {cell}, but must be lstm or gru."
    : args.Length > 2 && (!int.TryParse(args[2], out steps) || steps < 1) ? $"'{args[2]}' is no number of steps."
    : args.Length > 3 ? $"There is no use for '{args[3]}'."
    : null;
if (problem is not null)
{
    Console.Error.WriteLine($"{problem} Arguments: [file] [lstm or gru] [steps]");
    return 1;
}

IRecurrentNetwork<float> network = cell == "gru" ? new GruModel(seed: 1) : new LstmModel(seed: 1);
var corpus = new Corpus(file, Window);
Console.WriteLine($"{file}: {corpus.Length:N0} bytes, {(corpus.HeldOut.Length > 0 ? $"the last {corpus.HeldOut.Length:N0} held out" : "too few to hold any out")}");
Console.WriteLine(network.Definition);

var random = new Random(1);
var stream = new TextStream(network);
Workspace<float> workspace = network.CreateWorkspace(Batch);
OptimizerState<float> optimizer = new Adam(3e-3).CreateState<float>(network.Definition);
float[] inputs = new float[Batch * Window], targets = new float[Batch * Window];
long start = Stopwatch.GetTimestamp();
double bits = 0;
for (int step = 1; step <= steps; step++)
{
    corpus.Draw(random, Window, inputs, targets);
    bits += network.Gradient(inputs, targets, workspace) / Math.Log(2) * corpus.BytesPerCharacter;
    network.Definition.Clipping!.Apply<float>(network.Definition, workspace.Gradients, network.Parameters);
    optimizer.Step(network.Parameters, workspace.Gradients);
    if (step % ReportEvery != 0)
        continue;
    string heldOut = corpus.HeldOut.Length > 0 ? $", {stream.BitsPerByte(corpus.HeldOut) * corpus.BytesPerCharacter:F2} of the end, never trained on" : "";
    Console.WriteLine($"step {step,5}: {bits / ReportEvery:F2} bits per character{heldOut}   ({Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s)");
    Console.WriteLine(string.Join('\n', stream.Write(corpus.Start, 160, 0.7, random).Split('\n').Select(line => $"    {line}")));
    Console.WriteLine();
    bits = 0;
}

return 0;
