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
        Variable<T> product = x.Reshape(batch, Shapes.Length(x.Shape[1..])).MatMul(layer.Parameters[0]);
        return layer.Parameters.Count > 1 ? product + layer.Parameters[1] : product;
    }
}
