namespace NetCompiler;

/// <summary>Where a step stopped being finite.</summary>
/// <param name="What">What is not finite, as a clause of a message.</param>
/// <param name="Layer">The path of the first layer in order where it shows; null when it is the loss alone.</param>
internal readonly record struct Divergence(string What, string? Layer)
{
    /// <summary>Looks along the way that a step takes: activations from the first layer to the last, loss, gradients.</summary>
    /// <param name="definition">The network.</param>
    /// <param name="activation">The first layer whose activation is not finite, if it is known.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="gradients">The gradient.</param>
    public static Divergence Find<T>(NetworkDefinition definition, string? activation, double loss, ReadOnlySpan<T> gradients) where T : unmanaged
    {
        if (activation is not null)
        {
            string kind = definition.AllLayers.FirstOrDefault(layer => layer.Path == activation)?.Kind ?? "layer";
            return new(FormattableString.Invariant($"the first layer with an activation that is not finite is {activation} ({kind}), and the loss is {loss}"), activation);
        }

        Divergence? gradient = OfGradient(definition, gradients);
        if (double.IsFinite(loss))
            return gradient ?? new("the norm of the gradient is not finite", null);
        string what = FormattableString.Invariant($"the loss is {loss}");
        return new(gradient is { } found ? $"{what}, and {found.What}" : what, gradient?.Layer);
    }

    /// <summary>The first parameter whose gradient is not finite; null when all are.</summary>
    private static Divergence? OfGradient<T>(NetworkDefinition definition, ReadOnlySpan<T> gradients) where T : unmanaged
    {
        ParameterInfo? first = null, last = null;
        string what = "";
        foreach (ParameterInfo parameter in definition.Parameters)
        {
            ReadOnlySpan<T> gradient = gradients.Slice(parameter.Offset, parameter.Length);
            int index = Finite.IndexOfOther(gradient);
            if (index < 0)
                continue;
            last = parameter;
            if (first is not null)
                continue;
            first = parameter;
            what = FormattableString.Invariant($"the gradient of {parameter.Name} is {gradient[index]} at element {index}");
        }

        // Gradients are computed from the last layer to the first, so that is where it began.
        if (last != first)
            what += $"; the backward pass met the first such gradient at {last!.Name}";
        return first is null ? null : new(what, first.Name[..Math.Max(0, first.Name.LastIndexOf('.'))]);
    }
}
