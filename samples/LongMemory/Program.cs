using System.Diagnostics;
using System.Globalization;
using System.Text;
using LongMemory;
using NetCompiler;

// Which cells remember? Every network is trained from three seeds on examples that are made as it goes.
Console.OutputEncoding = Encoding.UTF8;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
ulong[] seeds = [1, 2, 3];

Compare("Latch: the first of 50 steps decides (600 steps of training)", new LatchTask(), 600, 0.003,
[
    ("RNN, small random weights", seed => new LatchRnn(seed)),
    ("RNN, orthogonal", seed => new LatchOrthogonal(seed)),
    ("RNN of rectifiers, identity", seed => new LatchIrnn(seed)),
    ("GRU, update bias 0", seed => new LatchGru0(seed)),
    ("GRU, update bias 2", seed => new LatchGru2(seed)),
    ("LSTM, forget bias 0", seed => new LatchLstm0(seed)),
    ("LSTM, forget bias 3", seed => new LatchLstm3(seed)),
]);
Compare("Adding: two of 100 numbers (2000 steps of training; always answering 1 has an error of 0.167)", new AddingTask(), 2000, 0.01,
[
    ("RNN, orthogonal", seed => new AddingRnn(seed)),
    ("GRU, update bias 2", seed => new AddingGru(seed)),
    ("LSTM, forget bias 1", seed => new AddingLstm(seed)),
]);

void Compare(string title, MemoryTask task, int steps, double learningRate, (string Name, Func<ulong, INetwork<float>> Create)[] cells)
{
    Console.WriteLine(title);
    foreach ((string name, Func<ulong, INetwork<float>> create) in cells)
    {
        long start = Stopwatch.GetTimestamp();
        Outcome[] outcomes = [.. seeds.Select(seed => Experiment.Run(create(seed), task, steps, learningRate, seed))];
        string results = string.Join("   ", outcomes.Select(outcome => outcome.SolvedAt is { } step ? $"solved after {step,4}" : $"{task.Unit} {outcome.Error:F3}".PadRight(17)));
        Console.WriteLine($"  {name,-28} {results}   {Stopwatch.GetElapsedTime(start).TotalSeconds,5:F1} s");
    }

    Console.WriteLine();
}
