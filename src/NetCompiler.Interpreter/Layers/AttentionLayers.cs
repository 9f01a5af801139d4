using System.Numerics;

namespace NetCompiler.Interpreter;

/// <summary>Layers in which the steps of a sequence <c>[batch, time, features]</c> see each other, or where they stand.</summary>
internal static class AttentionLayers<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public static Dictionary<string, LayerFunction<T>> Family => new()
    {
        ["SelfAttention"] = SelfAttention,
        ["Attention"] = Attention,
        ["PositionalEncoding"] = PositionalEncoding,
    };

    // For every example, head and step: softmax of q·k/√n over the steps that it sees, times their v. All heads side by side, times W.
    private static Variable<T> SelfAttention(Variable<T> x, LayerCall<T> layer)
    {
        (int batch, int steps, int features) = (x.Shape[0], x.Shape[1], x.Shape[2]);
        int heads = (int)layer.Option("heads", 1), length = features / heads;
        bool isCausal = layer.Option("causal", 0.0) == 1.0, hasBias = layer.Parameters.Count > 2;
        Variable<T> qkv = Linear(x.Reshape(batch * steps, features), layer.Parameters[0], hasBias ? layer.Parameters[1] : null).Reshape(batch, steps, 3 * features);

        var results = new List<Variable<T>>();
        for (int t = 0; t < steps; t++)
            results.Add(MixedOf(t));
        Variable<T> mixed = results.ToSequence().Reshape(batch * steps, features);
        return Linear(mixed, layer.Parameters[hasBias ? 2 : 1], hasBias ? layer.Parameters[3] : null).Reshape(batch, steps, features);

        // [batch, features]
        Variable<T> MixedOf(int t)
        {
            Variable<T>? all = null;
            for (int head = 0; head < heads; head++)
            {
                Variable<T>? scores = null;
                int seen = isCausal ? t + 1 : steps;
                for (int u = 0; u < seen; u++)
                {
                    Variable<T> score = (1.0 / Math.Sqrt(length) * (Part(t, 0, head) * Part(u, 1, head)).Sum(1)).Reshape(batch, 1);
                    scores = scores is null ? score : scores.Concatenate(score);
                }

                Variable<T> weights = scores!.Softmax(), sum = weights.Features(0, 1) * Part(0, 2, head);
                for (int u = 1; u < seen; u++)
                    sum = sum + (weights.Features(u, 1) * Part(u, 2, head));
                all = all is null ? sum : all.Concatenate(sum);
            }

            return all!;
        }

        // Query, key or value of a head in a step, [batch, length].
        Variable<T> Part(int t, int which, int head) => qkv.Step(t).Features((which * features) + (head * length), length);
    }

    // Behind a recurrent layer: tanh of [c, q] times W. In front of one it is left to that layer, which has the state that asks.
    private static Variable<T> Attention(Variable<T> x, LayerCall<T> layer)
    {
        if (layer.Option("kind", 0.0) == 1.0)
        {
            layer.Handover!.Asking = layer;
            return layer.Handover.Widen(x);
        }

        return Enumerable.Range(0, x.Shape[1]).Select(t => Context(x.Step(t), layer).Concatenate(x.Step(t)).MatMul(layer.Parameters[^1]).Tanh()).ToList().ToSequence();
    }

    /// <summary>The mean of the steps of the source, weighted by how they go with a query.</summary>
    public static Variable<T> Context(Variable<T> query, LayerCall<T> layer)
    {
        Variable<T> memory = layer.Handover!.Memory!;
        int batch = query.Shape[0];
        bool isBehind = layer.Option("kind", 0.0) == 0.0;
        double score = layer.Option("score", 0.0);
        bool isAdditive = score == 3.0 || (score == 0.0 && !isBehind), isGeneral = score == 2.0 || (score == 0.0 && isBehind);
        Variable<T>? scores = null;
        for (int s = 0; s < memory.Shape[1]; s++)
        {
            Variable<T> h = memory.Step(s);
            Variable<T> one = isAdditive ? (query.MatMul(layer.Parameters[0]) + h.MatMul(layer.Parameters[1])).Tanh().MatMul(layer.Parameters[2])
                : ((isGeneral ? query.MatMul(layer.Parameters[0]) : query) * h).Sum(1).Reshape(batch, 1);
            scores = scores is null ? one : scores.Concatenate(one);
        }

        Variable<T> weights = scores!.Softmax(), context = weights.Features(0, 1) * memory.Step(0);
        for (int s = 1; s < memory.Shape[1]; s++)
            context = context + (weights.Features(s, 1) * memory.Step(s));
        return context;
    }

    private static Variable<T> Linear(Variable<T> x, Variable<T> weight, Variable<T>? bias) => bias is null ? x.MatMul(weight) : x.MatMul(weight) + bias;

    // y[t] = x[t] + p[t]
    private static Variable<T> PositionalEncoding(Variable<T> x, LayerCall<T> layer)
    {
        int steps = x.Shape[1], features = x.Shape[2];
        if (layer.Parameters is [var table])
            return x + table.Reshape(1, table.Shape[0], features).Features(0, steps).Reshape(steps, features);
        var positions = new T[steps * features];
        for (int t = 0; t < steps; t++)
        {
            for (int i = 0; i < features; i++)
            {
                double angle = t / Math.Pow(10_000.0, 2.0 * (i / 2) / features);
                positions[(t * features) + i] = T.CreateTruncating(i % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle));
            }
        }

        return x + x.Tape.Constant(positions, steps, features);
    }
}
