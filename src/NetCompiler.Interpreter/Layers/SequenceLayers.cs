using System.Numerics;

namespace NetCompiler.Interpreter;

/// <summary>Layers that make one step of a sequence <c>[batch, time, features]</c>.</summary>
internal static class SequenceLayers<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public static Dictionary<string, LayerFunction<T>> Family => new()
    {
        ["LastStep"] = (x, _) => x.Step(x.Shape[1] - 1),
        ["MeanOverTime"] = (x, _) => 1.0 / x.Shape[1] * Enumerable.Range(1, x.Shape[1] - 1).Aggregate(x.Step(0), (sum, t) => sum + x.Step(t)),
        ["MaxOverTime"] = MaxOverTime,
        ["CausalConv1D"] = CausalConvolution,
        ["Bidirectional"] = Bidirectional,
        ["Encoder"] = Encoder,
        ["Decoder"] = Decoder,
        ["TimeDistributed"] = (x, layer) => layer.Branch(0, x),
    };

    // y at step t is b + Σ x at step t - d·(kernel - 1 - k) times the rows of W that belong to k.
    private static Variable<T> CausalConvolution(Variable<T> x, LayerCall<T> layer)
    {
        int kernel = (int)layer.Option("kernel", 1.0), dilation = (int)layer.Option("dilation", 1.0), features = x.Shape[2];
        (Variable<T> weight, Variable<T>? bias) = DenseLayers<T>.Weights(layer);
        Variable<T> none = x.Tape.Constant(new T[x.Shape[0] * features], x.Shape[0], features);
        var steps = new List<Variable<T>>();
        for (int t = 0; t < x.Shape[1]; t++)
        {
            Variable<T> seen = At(t - (dilation * (kernel - 1)));
            for (int k = 1; k < kernel; k++)
                seen = seen.Concatenate(At(t - (dilation * (kernel - 1 - k))));
            Variable<T> product = seen.MatMul(weight);
            steps.Add(bias is null ? product : product + bias);
        }

        return steps.ToSequence();

        Variable<T> At(int step) => step < 0 ? none : x.Step(step);
    }

    private static Variable<T> Encoder(Variable<T> x, LayerCall<T> layer)
    {
        layer.Handover!.IsReading = true;
        Variable<T> y = layer.Branch(0, x);
        layer.Handover.IsReading = false;
        return y;
    }

    private static Variable<T> Decoder(Variable<T> x, LayerCall<T> layer)
    {
        layer.Handover!.Memory = x;
        return layer.Branch(0, layer.Handover.Previous);
    }

    private static Variable<T> Bidirectional(Variable<T> x, LayerCall<T> layer)
    {
        int first = layer.Handover?.Count ?? 0;
        Variable<T> forward = layer.Branch(0, x);
        int second = layer.Handover?.Count ?? 0;
        Variable<T> backward = layer.Branch(1, Reversed(x));
        layer.Handover?.Merge(first, second, (x, y) => (Merge)layer.Option("merge", 0.0) switch { Merge.Sum => x + y, Merge.Multiply => x * y, _ => x.Concatenate(y) });
        bool isSequence = backward.Shape.Length == 3;
        if (isSequence)
            backward = Reversed(backward);
        switch ((Merge)layer.Option("merge", 0.0))
        {
            case Merge.Sum:
                return forward + backward;
            case Merge.Multiply:
                return forward * backward;
            default:
                return isSequence
                    ? Enumerable.Range(0, x.Shape[1]).Select(t => forward.Step(t).Concatenate(backward.Step(t))).ToList().ToSequence()
                    : forward.Concatenate(backward);
        }
    }

    private static Variable<T> Reversed(Variable<T> x) => Enumerable.Range(1, x.Shape[1]).Select(t => x.Step(x.Shape[1] - t)).ToList().ToSequence();

    private static Variable<T> MaxOverTime(Variable<T> x, LayerCall<T> layer)
    {
        Variable<T> max = x.Step(0);
        for (int t = 1; t < x.Shape[1]; t++)
        {
            Variable<T> step = x.Step(t);
            max = (step - max).IsPositive().Select(step, max);
        }

        return max;
    }
}
