namespace NetCompiler.Generators.Graph;

internal sealed partial class GraphBuilder
{
    /// <summary>A caller's sequence in the order of the network.</summary>
    public Value ByStep(Value sequence)
    {
        Value result = sequence.Like(sequence.Name);
        Append(new Arrange(sequence, result, ByStep: true));
        return result;
    }

    /// <summary>A sequence of the network in the order of the caller.</summary>
    public Value ByExample(Value sequence)
    {
        Value result = sequence.Like(sequence.Name);
        Append(new Arrange(sequence, result, ByStep: false));
        return result;
    }

    /// <summary>Every sequence from its last step to its first.</summary>
    public Value Reverse(Value sequence)
    {
        Value result = sequence.Like("reversed");
        Append(new ReverseSteps(sequence, result));
        return result;
    }

    /// <summary>What a causal kernel sees at every step.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="kernel">How many steps it sees.</param>
    /// <param name="dilation">Steps from one to the next.</param>
    /// <param name="remember">Finds a place in the state for so many elements of the steps before the first.</param>
    public Value Delays(Value sequence, int kernel, int dilation, Func<int, int> remember)
    {
        if (kernel == 1)
            return sequence;
        int before = (kernel - 1) * dilation * sequence.Length;
        Value result = sequence.WithLength("window", kernel * sequence.Length);
        Append(new Delays(sequence, kernel, dilation, result, Value.Computed("history", perExample: true, before)) { StateOffset = remember(before) });
        return result;
    }

    /// <summary>The last step of a sequence.</summary>
    public Value Last(Value sequence)
    {
        Value result = sequence.OneStep("last");
        Append(new TakeLast(sequence, result));
        return result;
    }

    /// <summary>One number for every feature of all steps.</summary>
    public Value Pool(Pooling kind, Value sequence)
    {
        Value result = sequence.OneStep("pooled");
        Append(new PoolSteps(kind, sequence, result));
        return result;
    }
}
