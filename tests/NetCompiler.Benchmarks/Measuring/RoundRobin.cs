using System.Diagnostics;

namespace NetCompiler.Benchmarks.Measuring;

/// <summary>Times several subjects in turn, A B C A B C …, so that whatever else the machine does falls on all of them alike.</summary>
public static class RoundRobin
{
    // Long enough for tiered compilation to finish, which TorchSharp's managed layer needs as much as ours.
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_turn = TimeSpan.FromMilliseconds(30);

    /// <summary>Times each subject once per round.</summary>
    /// <param name="subjects">Each runs its work the given number of times.</param>
    /// <param name="turn">How long each is timed in a round.</param>
    public static Timing[] Measure(IReadOnlyList<Action<int>> subjects, int rounds, TimeSpan? turn = null)
    {
        int[] repetitions = [.. subjects.Select(subject => Calibrate(subject, turn ?? s_turn))];
        double[][] times = [.. subjects.Select(_ => new double[rounds])];
        // Rounds begin anywhere in the circle; else a disturbance with a period, as a quota of time has, would always hit the same subject.
        var random = new Random(1);
        for (int round = 0; round < rounds; round++)
        {
            int first = random.Next(subjects.Count);
            for (int turns = 0; turns < subjects.Count; turns++)
            {
                int i = (first + turns) % subjects.Count;
                // Garbage of one subject is not to be collected on another's time.
                GC.Collect();
                // On a busy machine, whoever has just waited gets a whole slice of time; and what others left in the caches goes first.
                Thread.Sleep(1);
                subjects[i](1);
                times[i][round] = Time(subjects[i], repetitions[i]).TotalMicroseconds / repetitions[i];
            }
        }

        return [.. times.Select(Timing.Of)];
    }

    /// <summary>Warms a subject up, past tiered compilation, and finds how many repetitions fill a turn.</summary>
    private static int Calibrate(Action<int> subject, TimeSpan turn)
    {
        long start = Stopwatch.GetTimestamp();
        int repetitions = 1;
        TimeSpan last = Time(subject, repetitions);
        while (Stopwatch.GetElapsedTime(start) < s_warmUp)
        {
            if (last < turn / 2)
                repetitions *= 2;
            last = Time(subject, repetitions);
        }

        return Math.Max(1, (int)(repetitions * (turn / last)));
    }

    private static TimeSpan Time(Action<int> subject, int repetitions)
    {
        long start = Stopwatch.GetTimestamp();
        subject(repetitions);
        return Stopwatch.GetElapsedTime(start);
    }
}
