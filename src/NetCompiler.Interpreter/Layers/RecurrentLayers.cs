using System.Numerics;

namespace NetCompiler.Interpreter;

/// <summary>Layers that hand a state from step to step. Sequences are <c>[batch, time, features]</c>.</summary>
internal static class RecurrentLayers<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public static Dictionary<string, LayerFunction<T>> Family => new()
    {
        ["Rnn"] = Rnn,
        ["Lstm"] = Lstm,
        ["Gru"] = Gru,
    };

    // h = φ(x·W + h·U + b)
    private static Variable<T> Rnn(Variable<T> x, LayerCall<T> layer)
    {
        Variable<T> weight = Parameter(layer, "weight_ih")!, bias = Parameter(layer, "bias")!, recurrent = Parameter(layer, "weight_hh")!;
        Variable<T> h = layer.Handover?.Next()?[0] ?? Zeros(x, recurrent.Shape[0]);
        Variable<T>? mask = RecurrentMask(h, layer);
        return Run(x, layer, () => [h], step => h = Activate(step.MatMul(weight) + (mask is null ? h : h * mask).MatMul(recurrent) + bias, layer));
    }

    // i, f, g, o = σ, σ, tanh, σ of x·W + h·U + b; c = f·c + i·g; h = o·tanh(c)
    private static Variable<T> Lstm(Variable<T> x, LayerCall<T> layer)
    {
        Variable<T> weight = Parameter(layer, "weight_ih")!, bias = Parameter(layer, "bias")!, recurrent = Parameter(layer, "weight_hh")!;
        bool isCoupled = layer.Option("coupledGates", 0.0) == 1.0;
        int units = weight.Shape[1] / (isCoupled ? 3 : 4);
        Variable<T>[] initial = layer.Handover?.Next() ?? [Zeros(x, recurrent.Shape[0]), Zeros(x, units)];
        Variable<T> h = initial[0], c = initial[1];
        Variable<T>? mask = RecurrentMask(h, layer);
        return Run(x, layer, () => [h, c], step =>
        {
            Variable<T> z = Normalized(step.MatMul(weight), layer, "ih") + Normalized((mask is null ? h : h * mask).MatMul(recurrent), layer, "hh") + bias;
            Variable<T> Gate(string name, int index, Variable<T> cell)
            {
                Variable<T> sum = z.Features(index * units, units);
                return (Parameter(layer, $"peephole_{name}") is { } factor ? sum + (cell * factor) : sum).Sigmoid();
            }

            int first = isCoupled ? 0 : 1;
            Variable<T> f = Gate("f", first, c), i = isCoupled ? 1.0 - f : Gate("i", 0, c), g = z.Features((first + 1) * units, units).Tanh();
            c = (f * c) + (i * g);
            double limit = layer.Option("cellClip", 0.0);
            if (limit > 0.0)
                c = c.Clamp(-limit, limit);
            h = Gate("o", first + 2, c) * Normalized(c, layer, "c").Tanh();
            if (Parameter(layer, "weight_hr") is { } projection)
                h = h.MatMul(projection);
            return h;
        });
    }

    // r, z = σ of x·W + h·U + b; n = tanh(x·Wn + bn + r·(h·Un + b_hn)), or with (r·h)·Un; h = (1 - z)·n + z·h
    private static Variable<T> Gru(Variable<T> x, LayerCall<T> layer)
    {
        Variable<T> weight = Parameter(layer, "weight_ih")!, bias = Parameter(layer, "bias")!, recurrent = Parameter(layer, "weight_hh")!;
        int units = recurrent.Shape[0];
        Variable<T> h = layer.Handover?.Next()?[0] ?? Zeros(x, units);
        Variable<T>? mask = RecurrentMask(h, layer);
        return Run(x, layer, () => [h], step =>
        {
            Variable<T> seen = mask is null ? h : h * mask;
            Variable<T> input = step.MatMul(weight) + bias, state = seen.MatMul(recurrent);
            Variable<T> r = (input.Features(0, units) + state.Features(0, units)).Sigmoid();
            Variable<T> z = (input.Features(units, units) + state.Features(units, units)).Sigmoid();
            Variable<T> candidate = Parameter(layer, "weight_hn") is { } before
                ? (r * seen).MatMul(before)
                : r * (state.Features(2 * units, units) + Parameter(layer, "bias_hn")!);
            Variable<T> n = (input.Features(2 * units, units) + candidate).Tanh();
            h = ((1.0 - z) * n) + (z * h);
            return h;
        });
    }

    // γ·(x - mean)/√(variance + ε) + β over the elements of each example, where the layer has such parameters.
    private static Variable<T> Normalized(Variable<T> x, LayerCall<T> layer, string name)
    {
        if (Parameter(layer, $"scale_{name}") is not { } scale)
            return x;
        int batch = x.Shape[0];
        Variable<T> centred = x - x.Mean(1).Reshape(batch, 1);
        Variable<T> normalized = centred / (1e-5 + (centred * centred).Mean(1)).Sqrt().Reshape(batch, 1) * scale;
        return Parameter(layer, $"bias_{name}") is { } bias ? normalized + bias : normalized;
    }

    /// <summary>Runs a cell over the steps.</summary>
    /// <param name="x">The sequences.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="state">What the cell has after its last step.</param>
    /// <param name="cell">Computes the output of a step.</param>
    private static Variable<T> Run(Variable<T> x, LayerCall<T> layer, Func<Variable<T>[]> state, Func<Variable<T>, Variable<T>> cell)
    {
        var outputs = new List<Variable<T>>();
        LayerCall<T>? asking = layer.Handover?.Asking;
        if (asking is not null)
            layer.Handover!.Asking = null;
        for (int t = 0; t < x.Shape[1]; t++)
            outputs.Add(cell(asking is null ? x.Step(t) : layer.Handover!.Attend(x.Step(t), state()[0], asking)));
        Variable<T> output = layer.Option("sequence", 0.0) == 1.0 ? outputs.ToSequence() : outputs[^1];
        // What is handed over is the last step of the output, so that its gradient is one of the output.
        layer.Handover?.Add([output.Shape.Length == 3 ? output.Step(x.Shape[1] - 1) : output, .. state()[1..]]);
        return output;
    }

    private static Variable<T> Zeros(Variable<T> x, int units) => x.Tape.Constant(new T[x.Shape[0] * units], x.Shape[0], units);

    // One factor, 0 or 1/(1 - p), for every number of every example's state, the same in all steps.
    private static Variable<T>? RecurrentMask(Variable<T> state, LayerCall<T> layer)
    {
        double probability = layer.Option("recurrentDropout", 0.0);
        if (layer.Draws is not { } draws || probability == 0.0)
            return null;
        T[] mask = [.. draws.Kept(layer.Definition.Path, probability, state.Shape[0], state.Shape[1]).Select(kept => kept ? T.CreateTruncating(1.0 / (1.0 - probability)) : T.Zero)];
        return state.Tape.Constant(mask, state.Shape);
    }

    private static Variable<T>? Parameter(LayerCall<T> layer, string name)
    {
        for (int i = 0; i < layer.Parameters.Count; i++)
        {
            if (layer.Definition.Parameters[i].Name == $"{layer.Definition.Path}.{name}")
                return layer.Parameters[i];
        }

        return null;
    }

    private static Variable<T> Activate(Variable<T> x, LayerCall<T> layer)
    {
        string kind = ((Activation)layer.Option("activation", 0.0)).ToString();
        return LayerRegistry<T>.Layers[kind](x, layer with { Definition = layer.Definition with { Options = layer.Definition.Options.Clear() } });
    }
}
