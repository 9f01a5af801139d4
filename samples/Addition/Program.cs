using System.Diagnostics;
using System.Globalization;
using Addition;
using NetCompiler;

// Learns to add from 9,000 of the 10,000 exercises with numbers of up to two digits, and is examined on the rest.
const int Batch = 64, Steps = 14_000, ReportEvery = 1_000;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
ulong seed = args is [var text] ? ulong.Parse(text) : 1;
var random = new Random((int)seed);
Exercise[] exercises = Exercise.All(random);
(Exercise[] training, Exercise[] heldOut) = (exercises[1000..], exercises[..1000]);

NetworkDefinition definition = Adder.Definition;
var network = new Adder(seed);
var writer = new TokenDecoder<float>(network) { StopToken = Exercise.Stop, MaxLength = 4 };
Workspace<float> workspace = network.CreateWorkspace(Batch);
OptimizerState<float> optimizer = new AdamW(3e-3).CreateState<float>(definition);
float[] inputs = new float[Batch * Exercise.Steps], targets = new float[Batch * Exercise.Steps];
Console.WriteLine(definition);
long start = Stopwatch.GetTimestamp();
for (int step = 1; step <= Steps; step++)
{
    for (int i = 0; i < Batch; i++)
        training[random.Next(training.Length)].Write(inputs.AsSpan(i * Exercise.Steps, Exercise.Steps), targets.AsSpan(i * Exercise.Steps, Exercise.Steps));
    network.Gradient(inputs, targets, workspace);
    definition.Clipping!.Apply<float>(definition, workspace.Gradients, network.Parameters);
    // Down to 0 along a half wave of a cosine.
    optimizer.Step(network.Parameters, workspace.Gradients, 3e-3 * 0.5 * (1 + Math.Cos(Math.PI * step / Steps)));
    if (step % ReportEvery == 0)
        Console.WriteLine($"step {step,6}: {heldOut.Count(IsRight),4} of {heldOut.Length} exercises never trained on are right   ({Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s)");
}

Console.WriteLine();
foreach (Exercise exercise in heldOut.Take(8))
    Console.WriteLine($"{exercise.Question}{Solve(exercise)}{(IsRight(exercise) ? "" : $", but it is {exercise.Answer}")}");
Exercise last = heldOut[^1];
Console.WriteLine($"What else it thought of for {last.Question} {string.Join(", ", writer.Beam(Exercise.Ids(last.Question), width: 3).Select(found => $"{Exercise.Text(found.Tokens)} ({Math.Exp(found.LogProbability):P2})"))}");

string Solve(Exercise exercise) => Exercise.Text(writer.Greedy(Exercise.Ids(exercise.Question)).Tokens.Where(id => id < Exercise.Stop));

bool IsRight(Exercise exercise) => Solve(exercise) == exercise.Answer;
