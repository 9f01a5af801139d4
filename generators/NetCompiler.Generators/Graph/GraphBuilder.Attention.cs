namespace NetCompiler.Generators.Graph;

internal sealed partial class GraphBuilder
{
    /// <summary>What every head of every step takes from the steps of another sequence, or of its own: the mean of their values, weighted by how their keys go with its query.</summary>
    /// <param name="heads">How many heads there are.</param>
    /// <param name="isCausal">Whether a step sees itself and those before it only.</param>
    /// <param name="query">What each step asks for.</param>
    /// <param name="key">What each step is found by.</param>
    /// <param name="values">What each step has to give.</param>
    public Value Attention(int heads, bool isCausal, Value query, Value key, Value values)
    {
        Value scores = query.WithLength("scores", heads * key.Steps), weights = scores.Like("weights"), mixed = query.WithLength("mixed", values.Length);
        Append(new HeadProduct(HeadForm.Scores, heads, isCausal, query, key, scores) { Cache = Cache("keys", key) });
        Append(new HeadSoftmax(heads, isCausal, 1 / Math.Sqrt(query.Length / heads), scores, weights));
        Append(new HeadProduct(HeadForm.Mix, heads, isCausal, weights, values, mixed) { Cache = Cache("values", values) });
        return mixed;

        Value? Cache(string name, Value sequence) => isCausal ? Value.Computed(name, perExample: true, sequence.Steps * sequence.Length) : null;
    }

    /// <summary>What every step of a decoder takes from the steps of the input: their mean, weighted by how they go with its query.</summary>
    /// <param name="query">What each step asks for; with hidden weights the part of the query in the hidden units.</param>
    /// <param name="key">What each step of the input is found by.</param>
    /// <param name="hidden">The weights of the hidden units of additive scores; null for products.</param>
    /// <param name="values">What each step of the input has to give.</param>
    public Value Align(Value query, Value key, Value? hidden, Value values)
    {
        Value scores = query.WithLength("scores", key.Steps), weights = scores.Like("weights"), mixed = query.WithLength("context", values.Length);
        Append(hidden is null ? new HeadProduct(HeadForm.Scores, 1, IsCausal: false, query, key, scores) : new AdditiveScores(query, key, hidden, scores));
        Append(new HeadSoftmax(1, IsCausal: false, 1, scores, weights) { LooksAtInput = true });
        Append(new HeadProduct(HeadForm.Mix, 1, IsCausal: false, weights, values, mixed));
        return mixed;
    }

    /// <summary>Adds a row of a table, <c>[steps, length]</c>, to every step.</summary>
    public Value AddSteps(Value sequence, Value table)
    {
        Value result = sequence.Like("placed");
        Append(new AddSteps(sequence, table, result));
        return result;
    }
}
