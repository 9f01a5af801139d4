using System.Numerics;

namespace NetCompiler.Interpreter;

/// <summary>Layers that normalise.</summary>
internal static class NormalizationLayers<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public static Dictionary<string, LayerFunction<T>> Family => new()
    {
        ["BatchNorm"] = BatchNorm,
        ["LayerNorm"] = (x, layer) => WithinExamples(x, layer, groups: 1, x.Shape[1..]),
        ["GroupNorm"] = (x, layer) => WithinExamples(x, layer, (int)layer.Option("groups", 1), [x.Shape[1], .. Enumerable.Repeat(1, x.Shape.Length - 2)]),
        ["InstanceNorm"] = (x, layer) => WithinExamples(x, layer, x.Shape[1], [x.Shape[1], .. Enumerable.Repeat(1, x.Shape.Length - 2)]),
        ["RmsNorm"] = RmsNorm,
    };

    // (x - mean)/√(variance + ε)·γ + β for every feature of [batch, features, ...].
    private static Variable<T> BatchNorm(Variable<T> x, LayerCall<T> layer)
    {
        Variable<T> runningMean = layer.Parameters[^2], runningVariance = layer.Parameters[^1];
        int batch = x.Shape[0], features = x.Shape[1], positions = x.Length / (batch * features);
        Variable<T> columns = x.Reshape(batch, features, positions);
        Variable<T> mean = runningMean, variance = runningVariance;
        if (layer.IsTraining)
        {
            mean = columns.Mean(2).Mean(0);
            Variable<T> centred = columns - mean.Reshape(features, 1);
            variance = (centred * centred).Mean(2).Mean(0);
            double momentum = layer.Option("momentum", 0.1), count = batch * positions;
            layer.Update(layer.Parameters.Count - 2, ((1.0 - momentum) * runningMean) + (momentum * mean));
            layer.Update(layer.Parameters.Count - 1, ((1.0 - momentum) * runningVariance) + (momentum * count / (count - 1.0) * variance));
        }

        Variable<T> normalized = (columns - mean.Reshape(features, 1)) / (layer.Option("epsilon", 1e-5) + variance).Sqrt().Reshape(features, 1);
        if (layer.Parameters.Count > 2)
            normalized = (normalized * layer.Parameters[0].Reshape(features, 1)) + layer.Parameters[1].Reshape(features, 1);
        return normalized.Reshape(x.Shape);
    }

    // (x - mean)/√(variance + ε)·γ + β for every run of equally many elements of an example.
    private static Variable<T> WithinExamples(Variable<T> x, LayerCall<T> layer, int groups, ReadOnlySpan<int> affine)
    {
        int batch = x.Shape[0];
        Variable<T> runs = x.Reshape(batch * groups, x.Length / (batch * groups));
        Variable<T> centred = runs - runs.Mean(1).Reshape(batch * groups, 1);
        Variable<T> variance = (centred * centred).Mean(1).Reshape(batch * groups, 1);
        Variable<T> normalized = (centred / (layer.Option("epsilon", 1e-5) + variance).Sqrt()).Reshape(x.Shape);
        return layer.Parameters.Count == 0 ? normalized : (normalized * layer.Parameters[0].Reshape(affine)) + layer.Parameters[1].Reshape(affine);
    }

    // x/√(mean of x² + ε)·γ over all elements of an example.
    private static Variable<T> RmsNorm(Variable<T> x, LayerCall<T> layer)
    {
        int batch = x.Shape[0];
        Variable<T> rows = x.Reshape(batch, x.Length / batch);
        Variable<T> square = (rows * rows).Mean(1).Reshape(batch, 1);
        Variable<T> normalized = (rows / (layer.Option("epsilon", 0) + square).Sqrt()).Reshape(x.Shape);
        return layer.Parameters.Count == 0 ? normalized : normalized * layer.Parameters[0];
    }
}
