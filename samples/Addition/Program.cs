using System.Diagnostics;
using System.Globalization;
using Addition;
using NetCompiler;

// Learns to add from 9,000 of the 10,000 exercises with numbers of up to two digits, and is examined on the rest: dotnet run -c Release --project samples/Addition -- [seed]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
int seed = 1;
if (args.Length > 1 || (args is [var text] && !int.TryParse(text, out seed)))
{
    Console.Error.WriteLine($"'{string.Join(' ', args)}' is no seed; write a whole number, or nothing.");
    return 1;
}

Exercise[] exercises = Exercise.All(seed);
(Exercise[] training, Exercise[] heldOut) = (exercises[1000..], exercises[..1000]);

var network = new Adder((ulong)seed);
var writer = new TokenDecoder<float>(network);
Console.WriteLine(Adder.Definition);
long start = Stopwatch.GetTimestamp();
Trainer.Fit(network, Exercise.Pairs(training), new TrainingOptions
{
    Epochs = 30,
    BatchSize = 32,
    Optimizer = new AdamW(3e-3),
    Schedule = new CosineSchedule { WarmUpSteps = 100 },
    TeacherForcing = TeacherForcing.Always,
    Validation = Exercise.Pairs(heldOut),
    Metrics = [new ExactMatch()],
    Seed = (ulong)seed,
    Progress = new Blackboard(writer, heldOut[..4]),
});

Console.WriteLine();
Exercise[] wrong = [.. heldOut.Where(exercise => Blackboard.Solve(writer, exercise) != exercise.Answer)];
Console.WriteLine($"{heldOut.Length - wrong.Length} of {heldOut.Length} exercises that were never trained on are right, after {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s.");
foreach (Exercise exercise in wrong.Take(5))
    Console.WriteLine($"    {exercise.Question}{Blackboard.Solve(writer, exercise)}, but it is {exercise.Answer}");
Exercise last = heldOut[^1];
Console.WriteLine($"What it thought of for {last.Question} {string.Join(", ", writer.Beam(Exercise.Ids(last.Question), width: 3).Select(found => $"{Exercise.Text(found.Tokens)} ({Math.Exp(found.LogProbability):P2})"))}");
return 0;
