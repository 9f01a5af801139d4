namespace NetCompiler;

/// <summary>Everything that can be said against a training run before it starts.</summary>
internal static class TrainingChecks
{
    /// <summary>Throws when the data does not fit the network or holds values that cannot be trained on.</summary>
    /// <param name="network">The network.</param>
    /// <param name="data">The data.</param>
    /// <param name="name">What it is for.</param>
    /// <param name="mayBeCut">Whether sequences with a loss of every step may have other steps than declared, because they are taken piece by piece.</param>
    public static void Data<T>(INetwork<T> network, Dataset<T> data, string name, bool mayBeCut) where T : unmanaged
    {
        NetworkDefinition definition = network.Definition;
        if (definition.Loss is null)
            throw new InvalidOperationException(
                $"{definition.Name} declares no loss. Add one after its last layer, for example [SoftmaxCrossEntropy] or [MeanSquaredError].");
        if (data.Count == 0)
            throw new ArgumentException($"The {name} data is empty.", name);
        bool isCut = mayBeCut && IsStream(network, data);
        if (data.InputLength != network.InputLength && !isCut)
            throw new ArgumentException(
                $"{definition.Name} takes {network.InputLength} inputs per example; the {name} data has {data.InputLength}{(!mayBeCut && IsStream(network, data) ? ", so set TruncateAt to take these sequences piece by piece" : "")}.", name);
        if (data.TargetLength != network.TargetLength && !isCut)
            throw new ArgumentException(
                $"{definition.Name} with {definition.Loss.Kind} takes {network.TargetLength} targets per example; the {name} data has {data.TargetLength}.", name);
        if (data.TargetLengths.IsEmpty != (data.Lengths.IsEmpty || network is not ISequenceToSequenceNetwork<T>))
        {
            throw new ArgumentException(data.TargetLengths.IsEmpty
                ? $"The {name} data has lengths of inputs alone, but {definition.Name} writes targets of lengths of their own; give both."
                : $"The {name} data has targets of lengths of their own, but {definition.Name} has no decoder to write them.", name);
        }

        if (data.Lengths.IsEmpty)
            Examples(definition, data, name);
        else
            Sequences(network, data, name, isCut);
    }

    /// <summary>Throws when sequences cannot be trained on piece by piece.</summary>
    public static void Truncation<T>(INetwork<T> network, Dataset<T> data, TrainingOptions<T> options) where T : unmanaged
    {
        if (options.TeacherForcing is not null && network is not ISequenceToSequenceNetwork<T>)
            throw new ArgumentException($"TeacherForcing is set, but {network.Definition.Name} has no decoder, which could read targets.", nameof(options));
        if (options.TruncateAt == 0)
            return;
        if (network is ISequenceToSequenceNetwork<T>)
            throw new ArgumentException($"TruncateAt is {options.TruncateAt}, but {network.Definition.Name} has a decoder, which begins where its encoder ends; train it on whole sequences.", nameof(options));
        if (network is not ISequenceNetwork<T> { MaxSteps: var most } || !network.Definition.Loss!.IsPerStep)
            throw new ArgumentException($"TruncateAt is {options.TruncateAt}, but {network.Definition.Name} has no loss of every step; let it read and give sequences, or train on whole sequences.", nameof(options));
        if (options.TruncateAt > most)
            throw new ArgumentException($"TruncateAt is {options.TruncateAt}, but {network.Definition.Name} is declared for at most {most} steps (Time).", nameof(options));
        if (network.Definition.AllLayers.FirstOrDefault(layer => layer.Kind is "SelfAttention" or "PositionalEncoding" or "Bidirectional") is { } whole)
        {
            throw new ArgumentException(
                $"TruncateAt is {options.TruncateAt}, but {whole.Kind} at {whole.Path} of {network.Definition.Name} begins anew with every piece, which has no state to go on with; train on whole sequences.", nameof(options));
        }

        if (options.AccumulationSteps > 1)
            throw new ArgumentException($"TruncateAt is {options.TruncateAt} and AccumulationSteps {options.AccumulationSteps}, but the pieces of a batch follow one another; use larger batches.", nameof(options));
    }

    /// <summary>Whether the data has whole steps, each with a target.</summary>
    private static bool IsStream<T>(INetwork<T> network, Dataset<T> data) where T : unmanaged
    {
        if (network is not ISequenceNetwork<T> { MaxSteps: var most } || !network.Definition.Loss!.IsPerStep)
            return false;
        int features = network.InputLength / most;
        return data.InputLength % features == 0 && data.TargetLength == data.InputLength / features * (network.TargetLength / most);
    }

    private static void Examples<T>(NetworkDefinition definition, Dataset<T> data, string name) where T : unmanaged
    {
        Values<T>(data.Inputs, data.InputLength, name, "input");
        Values<T>(data.Targets, data.TargetLength, name, "target");
        Targets<T>(data.Targets, 0, data.TargetLength, definition, name);
    }

    /// <summary>Checks sequence by sequence, because padding may hold anything.</summary>
    private static void Sequences<T>(INetwork<T> network, Dataset<T> data, string name, bool isCut) where T : unmanaged
    {
        NetworkDefinition definition = network.Definition;
        int most = network switch { ISequenceNetwork<T> sequences => sequences.MaxSteps, ISequenceToSequenceNetwork<T> writer => writer.MaxSteps, _ => 0 };
        int mostTargets = definition.Decoder?.Steps ?? most;
        if (most == 0)
            throw new ArgumentException($"The {name} data has sequences with lengths, but the input of {definition.Name} is no sequence; declare [Input(Time = …, Features = …)].", name);
        // What is taken piece by piece may have more steps.
        if (isCut)
            most = mostTargets = data.InputLength / (network.InputLength / most);
        for (int i = 0; i < data.Count; i++)
        {
            int steps = data.Lengths[i];
            if (steps > most)
                throw new ArgumentException($"The {name} data has {steps} steps in example {i} (from 0), but {definition.Name} is declared for at most {most} (Time).", name);
            int targetSteps = data.TargetLengths.IsEmpty ? steps : data.TargetLengths[i];
            if (targetSteps > mostTargets)
                throw new ArgumentException($"The {name} data has a target of {targetSteps} steps in example {i} (from 0), but the decoder of {definition.Name} is declared for at most {mostTargets}.", name);
            ReadOnlySpan<T> target = definition.Loss!.IsPerStep ? data.Target(i)[..(data.TargetLength / mostTargets * targetSteps)] : data.Target(i);
            Values<T>(data.Input(i)[..(data.InputLength / most * steps)], data.InputLength, name, "input", i);
            Values(target, data.TargetLength, name, "target", i);
            Targets(target, i, data.TargetLength, definition, name);
        }
    }

    /// <summary>The examples of an epoch: all, or where a layer normalises over the batch all but a last batch of less than half the size.
    /// The statistics of a few examples are so uncertain that one such step has gradients many orders of magnitude larger than all others.</summary>
    public static int Examples(NetworkDefinition definition, int count, int batchSize)
    {
        if (batchSize < definition.LeastBatch)
        {
            throw new ArgumentException(
                $"{definition.Name} normalises over the batch and needs at least {definition.LeastBatch} examples in a training step; the batches have {batchSize}.", "BatchSize");
        }

        int last = count % batchSize;
        return definition.LeastBatch > 1 && last < batchSize / 2 ? count - last : count;
    }

    /// <summary>Finds the monitored metric.</summary>
    /// <returns>Its index, or -1 for the loss.</returns>
    public static int Monitor(string? name, IReadOnlyList<Metric> metrics, bool hasValidation)
    {
        if (name is null || name.Equals("loss", StringComparison.OrdinalIgnoreCase))
            return -1;
        for (int i = 0; i < metrics.Count; i++)
        {
            if (!metrics[i].Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                continue;
            return hasValidation
                ? i
                : throw new ArgumentException($"Monitor is \"{name}\", which is measured on validation data, but Validation is not set.", nameof(Monitor));
        }

        throw new ArgumentException(
            $"Monitor is \"{name}\", which is not measured; there are: {string.Join(", ", metrics.Select(metric => metric.Name).Prepend("loss"))}.",
            nameof(Monitor));
    }

    private static void Values<T>(ReadOnlySpan<T> values, int rowLength, string name, string part, int first = 0) where T : unmanaged
    {
        int index = Finite.IndexOfOther(values);
        if (index >= 0)
            throw new ArgumentException(
                FormattableString.Invariant($"The {name} data holds {values[index]} in example {first + (index / rowLength)}, {part} {index % rowLength} (both from 0); values must be finite."), name);
    }

    /// <summary>Checks what the loss of the network takes as targets.</summary>
    private static void Targets<T>(ReadOnlySpan<T> targets, int first, int targetLength, NetworkDefinition definition, string name) where T : unmanaged
    {
        if (LossKinds.HasClassIndices(definition.Loss))
            Labels(targets, first, targetLength, definition, name);
        else if (definition.Loss!.Kind == LossKinds.BinaryCrossEntropyWithLogits)
            Probabilities(targets, first, targetLength, definition, name);
    }

    /// <summary>A target outside of 0 to 1, such as -1 for a negative example, would make a loss that has no minimum.</summary>
    private static void Probabilities<T>(ReadOnlySpan<T> targets, int first, int targetLength, NetworkDefinition definition, string name) where T : unmanaged
    {
        for (int i = 0; i < targets.Length; i++)
        {
            if (Element<T>.ToDouble(targets[i]) is not (>= 0 and <= 1))
                throw new ArgumentException(
                    FormattableString.Invariant($"The {name} data has the target {targets[i]} in example {first + (i / targetLength)}, target {i % targetLength} (both from 0); for {definition.Loss!.Kind} of {definition.Name} it is a probability, from 0 to 1."), name);
        }
    }

    private static void Labels<T>(ReadOnlySpan<T> labels, int first, int targetLength, NetworkDefinition definition, string name) where T : unmanaged
    {
        int classes = definition.OutputLength / definition.Loss!.TargetLength;
        for (int i = 0; i < labels.Length; i++)
        {
            double label = Element<T>.ToDouble(labels[i]);
            if (!(label >= 0 && label < classes && label == Math.Floor(label)) && label != LossKinds.Ignored(definition.Loss))
                throw new ArgumentException(
                    FormattableString.Invariant($"The {name} data has the class {labels[i]} in example {first + (i / targetLength)} (from 0); {definition.Name} tells {classes} classes apart, so a target is an integer from 0 to {classes - 1}."),
                    name);
        }
    }
}
