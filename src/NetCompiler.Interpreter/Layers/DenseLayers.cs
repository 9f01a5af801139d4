using System.Numerics;

namespace NetCompiler.Interpreter;

/// <summary>Layers that multiply by a matrix.</summary>
internal static class DenseLayers<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public static Dictionary<string, LayerFunction<T>> Family => new() { ["Dense"] = Dense };

    // y = x·W + b, with every example read as one flat vector.
    private static Variable<T> Dense(Variable<T> x, LayerCall<T> layer)
    {
        int batch = x.Shape[0];
        (Variable<T> weight, Variable<T>? bias) = Weights(layer);
        Variable<T> product = x.Reshape(batch, Shapes.Length(x.Shape[1..])).MatMul(weight);
        return bias is null ? product : product + bias;
    }

    // With weight normalization W = g·v/‖v‖, the norm of all that leads to one output.
    public static (Variable<T> Weight, Variable<T>? Bias) Weights(LayerCall<T> layer)
    {
        Variable<T> weight = layer.Parameters[0];
        int parts = 1;
        if (layer.Option("weightNorm", 0.0) != 0.0)
        {
            int outputs = weight.Shape[^1];
            Variable<T> columns = weight.Reshape(weight.Length / outputs, outputs);
            weight = (columns / (columns * columns).Sum(0).Sqrt() * layer.Parameters[1]).Reshape(weight.Shape);
            parts = 2;
        }

        return (weight, layer.Parameters.Count > parts ? layer.Parameters[parts] : null);
    }
}
