namespace NetCompiler;

/// <summary>Everything that can be said against a training run before it starts.</summary>
internal static class TrainingChecks
{
    /// <summary>Throws when the data does not fit the network or holds values that cannot be trained on.</summary>
    public static void Data<T>(INetwork<T> network, Dataset<T> data, string name) where T : unmanaged
    {
        NetworkDefinition definition = network.Definition;
        if (definition.Loss is null)
            throw new InvalidOperationException(
                $"{definition.Name} declares no loss. Add one after its last layer, for example [SoftmaxCrossEntropy] or [MeanSquaredError].");
        if (data.Count == 0)
            throw new ArgumentException($"The {name} data is empty.", name);
        if (data.InputLength != network.InputLength)
            throw new ArgumentException(
                $"{definition.Name} takes {network.InputLength} inputs per example; the {name} data has {data.InputLength}.", name);
        if (data.TargetLength != network.TargetLength)
            throw new ArgumentException(
                $"{definition.Name} with {definition.Loss.Kind} takes {network.TargetLength} targets per example; the {name} data has {data.TargetLength}.", name);
        Values<T>(data.Inputs, data.InputLength, name, "input");
        Values<T>(data.Targets, data.TargetLength, name, "target");
        if (LossKinds.HasClassIndices(definition.Loss))
            Labels(data, definition, name);
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

    private static void Values<T>(ReadOnlySpan<T> values, int rowLength, string name, string part) where T : unmanaged
    {
        int index = Finite.IndexOfOther(values);
        if (index >= 0)
            throw new ArgumentException(
                FormattableString.Invariant($"The {name} data holds {values[index]} in example {index / rowLength}, {part} {index % rowLength} (both from 0); values must be finite."), name);
    }

    private static void Labels<T>(Dataset<T> data, NetworkDefinition definition, string name) where T : unmanaged
    {
        int classes = definition.OutputLength / data.TargetLength;
        ReadOnlySpan<T> labels = data.Targets;
        for (int i = 0; i < labels.Length; i++)
        {
            double label = Element<T>.ToDouble(labels[i]);
            if (!(label >= 0 && label < classes && label == Math.Floor(label)))
                throw new ArgumentException(
                    FormattableString.Invariant($"The {name} data has the class {labels[i]} in example {i / data.TargetLength} (from 0); {definition.Name} tells {classes} classes apart, so a target is an integer from 0 to {classes - 1}."),
                    name);
        }
    }
}
