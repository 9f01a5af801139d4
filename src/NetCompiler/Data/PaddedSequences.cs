namespace NetCompiler;

/// <summary>Makes data sets of sequences of different lengths, which are padded with zeros to one length.</summary>
public static class PaddedSequences
{
    /// <summary>Copies sequences with one target each.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="sequences">The sequences, each <c>[steps, features]</c> with a number of steps of its own, at least 1 and at most <paramref name="time"/>.</param>
    /// <param name="time">The steps that all are padded to: the <c>Time</c> of the network.</param>
    /// <param name="features">Elements of one step.</param>
    /// <param name="targets">A target for every sequence, all of one length.</param>
    /// <returns>The data set.</returns>
    /// <exception cref="ArgumentException">There are no sequences, one is empty, has too many steps or no whole number of them, there are more or fewer targets, or padded they are too long for one array.</exception>
    public static Dataset<T> Create<T>(T[][] sequences, int time, int features, T[][] targets) where T : unmanaged
    {
        (T[] inputs, int[] lengths) = Pad(sequences, time, features, nameof(sequences));
        return new Dataset<T>(inputs, time * features, lengths, Rows.Flatten(targets, nameof(targets)), Rows.Width(targets));
    }

    /// <summary>Copies sequences with a target for every step.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="sequences">The sequences, each <c>[steps, features]</c> with a number of steps of its own, at least 1 and at most <paramref name="time"/>.</param>
    /// <param name="time">The steps that all are padded to: the <c>Time</c> of the network.</param>
    /// <param name="features">Elements of one step.</param>
    /// <param name="targets">The targets of every sequence, each <c>[steps, stepTargets]</c> with as many steps as the sequence has.</param>
    /// <param name="stepTargets">Elements of the target of one step; 1 for a class index.</param>
    /// <returns>The data set.</returns>
    /// <exception cref="ArgumentException">There are no sequences, one is empty, has too many steps or no whole number of them, targets have other steps, or padded they are too long for one array.</exception>
    public static Dataset<T> Create<T>(T[][] sequences, int time, int features, T[][] targets, int stepTargets) where T : unmanaged
    {
        (T[] inputs, int[] lengths) = Pad(sequences, time, features, nameof(sequences));
        (T[] padded, int[] targetLengths) = Pad(targets, time, stepTargets, nameof(targets));
        int other = Enumerable.Range(0, Math.Min(lengths.Length, targetLengths.Length)).FirstOrDefault(i => lengths[i] != targetLengths[i], -1);
        if (other >= 0)
            throw new ArgumentException($"sequences[{other}] has {lengths[other]} steps, but targets[{other}] has {targetLengths[other]}.", nameof(targets));
        return new Dataset<T>(inputs, time * features, lengths, padded, time * stepTargets);
    }

    /// <summary>Copies pairs of sequences, for a network that reads one and writes the other.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="sources">What is read, each <c>[steps, features]</c> with a number of steps of its own, at least 1 and at most <paramref name="time"/>.</param>
    /// <param name="time">The steps that all are padded to: the <c>Time</c> of the network's input.</param>
    /// <param name="features">Elements of one step.</param>
    /// <param name="targets">What is to be written, each <c>[steps, targetFeatures]</c> with a number of steps of its own, at least 1 and at most <paramref name="targetTime"/>; for ids with that which
    /// ends a sequence, if there is one.</param>
    /// <param name="targetTime">The steps that all are padded to: the <c>time</c> of the network's decoder.</param>
    /// <param name="targetFeatures">Elements of one step; 1 for ids.</param>
    /// <returns>The data set.</returns>
    /// <exception cref="ArgumentException">There are no sequences, one is empty, has too many steps or no whole number of them, there are more or fewer targets, or padded they are too long for one array.</exception>
    public static Dataset<T> CreatePairs<T>(T[][] sources, int time, int features, T[][] targets, int targetTime, int targetFeatures = 1) where T : unmanaged
    {
        (T[] inputs, int[] lengths) = Pad(sources, time, features, nameof(sources));
        (T[] written, int[] targetLengths) = Pad(targets, targetTime, targetFeatures, nameof(targets));
        return new Dataset<T>(inputs, time * features, lengths, written, targetTime * targetFeatures, targetLengths);
    }

    private static (T[] Padded, int[] Lengths) Pad<T>(T[][] sequences, int time, int features, string name)
    {
        ArgumentNullException.ThrowIfNull(sequences, name);
        ArgumentOutOfRangeException.ThrowIfLessThan(time, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        if (sequences.Length == 0)
            throw new ArgumentException($"{name} is empty: there must be at least one sequence.", name);
        Int128 elements = (Int128)sequences.Length * time * features;
        if (elements > Array.MaxLength)
        {
            throw new ArgumentException(
                $"{name}: {sequences.Length} sequences of {time} steps of {features} are {elements} elements, but at most {Array.MaxLength} fit one data set; give fewer steps or sequences.", nameof(time));
        }

        var padded = new T[(int)elements];
        var lengths = new int[sequences.Length];
        for (int i = 0; i < sequences.Length; i++)
        {
            int length = sequences[i]?.Length ?? 0;
            lengths[i] = length / features;
            if (length == 0 || lengths[i] * features != length || lengths[i] > time)
                throw new ArgumentException($"{name}[{i}] has {length} elements, but a sequence has 1 to {time} steps of {features}: {features} to {time * features} elements.", name);
            sequences[i].CopyTo(padded, i * time * features);
        }

        return (padded, lengths);
    }
}
