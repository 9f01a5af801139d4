namespace NetCompiler;

/// <summary>A stretch of the parameter vector in which weight decay applies everywhere or nowhere.</summary>
/// <param name="Start">The index of its first element.</param>
/// <param name="End">One past the index of its last element.</param>
/// <param name="Decays">Whether weight decay applies.</param>
internal readonly record struct DecayRun(int Start, int End, bool Decays)
{
    /// <summary>Cuts the whole vector into as few runs as possible. A gap belongs to the run before it: its zeros stay zero under every
    /// rule.</summary>
    public static DecayRun[] Find(Optimizer optimizer, NetworkDefinition definition)
    {
        int length = definition.ParameterVectorLength;
        if (optimizer.WeightDecay == 0 || optimizer.DecayAll || definition.Parameters.IsEmpty)
            return [new DecayRun(0, length, true)];
        var runs = new List<DecayRun>();
        int start = 0;
        bool decays = definition.Parameters[0].Decays;
        foreach (ParameterInfo parameter in definition.Parameters)
        {
            if (parameter.Decays == decays)
                continue;
            runs.Add(new DecayRun(start, parameter.Offset, decays));
            start = parameter.Offset;
            decays = parameter.Decays;
        }

        runs.Add(new DecayRun(start, length, decays));
        return [.. runs];
    }
}
