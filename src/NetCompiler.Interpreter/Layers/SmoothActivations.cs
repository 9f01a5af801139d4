using System.Numerics;

namespace NetCompiler.Interpreter;

/// <summary>Activations without a kink, composed of smooth functions.</summary>
internal static class SmoothActivations<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public static Dictionary<string, LayerFunction<T>> Family => new()
    {
        ["Identity"] = (x, _) => x,
        ["Sigmoid"] = (x, _) => x.Sigmoid(),
        ["Tanh"] = (x, _) => x.Tanh(),
        ["Gelu"] = (x, layer) => layer.Option("tanh", 0.0) == 0.0 ? x * x.NormalCdf() : GeluTanh(x),
        ["Silu"] = (x, _) => x * x.Sigmoid(),
        ["Mish"] = (x, _) => x * x.Softplus().Tanh(),
        ["Softplus"] = (x, layer) => Softplus(x, layer.Option("beta", 1.0)),
        ["LogSigmoid"] = (x, _) => -(-x).Softplus(),
        ["Softmax"] = (x, _) => x.Reshape(x.Shape[0], x.Length / x.Shape[0]).Softmax().Reshape(x.Shape),
    };

    // (1 + tanh u)/2 = sigmoid(2u), with u = √(2/π)·(x + 0.044715·x³).
    private static Variable<T> GeluTanh(Variable<T> x) => x * (2.0 * Math.Sqrt(2.0 / Math.PI) * (x + (0.044715 * (x * x * x)))).Sigmoid();

    private static Variable<T> Softplus(Variable<T> x, double beta) => 1.0 / beta * (beta * x).Softplus();
}
