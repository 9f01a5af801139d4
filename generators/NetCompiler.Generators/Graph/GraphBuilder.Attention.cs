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
        Append(new HeadProduct(HeadForm.Scores, heads, isCausal, query, key, scores));
        Append(new HeadSoftmax(heads, isCausal, 1 / Math.Sqrt(query.Length / heads), scores, weights));
        Append(new HeadProduct(HeadForm.Mix, heads, isCausal, weights, values, mixed));
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
