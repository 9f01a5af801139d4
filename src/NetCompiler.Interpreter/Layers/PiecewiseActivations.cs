using System.Numerics;

namespace NetCompiler.Interpreter;

/// <summary>Activations with a kink. At the kink they have the slope that PyTorch gives them.</summary>
internal static class PiecewiseActivations<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    // The constants that make mean 0 and variance 1 a fixed point of Selu; as published, to the digits that PyTorch uses.
    private const double SeluScale = 1.0507009873554804934193349852946;
    private const double SeluAlpha = 1.6732632423543772848170429916717;

    public static Dictionary<string, LayerFunction<T>> Family => new()
    {
        ["Relu"] = (x, _) => x.Rectify(),
        ["LeakyRelu"] = (x, layer) => x.Rectify(layer.Option("slope", 0.01)),
        ["PRelu"] = (x, layer) => x.IsPositive().Select(x, x * Slope(x, layer.Parameters[0])),
        ["Elu"] = (x, layer) => x.ExponentialUnit(layer.Option("alpha", 1.0), 1.0),
        ["Celu"] = (x, layer) => Celu(x, layer.Option("alpha", 1.0)),
        ["Selu"] = (x, _) => SeluScale * x.ExponentialUnit(SeluAlpha, 1.0),
        ["Softsign"] = (x, _) => x.Softsign(),
        ["Relu6"] = (x, _) => x.Clamp(0.0, 6.0),
        ["HardTanh"] = (x, layer) => x.Clamp(layer.Option("min", -1.0), layer.Option("max", 1.0)),
        ["HardSigmoid"] = (x, _) => HardSigmoid(x),
        ["HardSwish"] = (x, _) => x * HardSigmoid(x),
    };

    // One slope for all, or one for every feature; the features of a map are its channels, the first dimension of an example.
    private static Variable<T> Slope(Variable<T> x, Variable<T> slope) =>
        slope.Length == 1 ? slope : slope.Reshape([slope.Length, .. Enumerable.Repeat(1, x.Shape.Length - 2)]);

    private static Variable<T> Celu(Variable<T> x, double alpha) => x.ExponentialUnit(alpha, alpha);

    private static Variable<T> HardSigmoid(Variable<T> x) => 1.0 / 6.0 * (3.0 + x).Clamp(0.0, 6.0);
}
