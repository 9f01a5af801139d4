using System.Numerics;
using NetCompiler.Conformance.Tests.Cases;
using NetCompiler.Conformance.Tests.Harness;
using NetCompiler.Interpreter;

namespace NetCompiler.Conformance.Tests.Numerics;

/// <summary>What activations make of NaN, infinities, zeros, subnormals and numbers near overflow.</summary>
public class SpecialValueTests
{
    private static readonly NetworkLibrary s_library = new(ActivationCases.Alone);

    public static TheoryData<string> Activations => [.. ActivationCases.Alone.Select(declaration => declaration.Name)];

    [Theory]
    [MemberData(nameof(Activations))]
    public void Double_is_like_the_interpreter(string name) => Check<double>(name);

    [Theory]
    [MemberData(nameof(Activations))]
    public void Float_is_like_the_interpreter(string name) => Check<float>(name);

    private static void Check<T>(string name) where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        T[] special =
        [
            T.NaN, T.PositiveInfinity, T.NegativeInfinity, T.Zero, T.NegativeZero, T.MaxValue, T.MinValue, T.Epsilon, -T.Epsilon,
            T.CreateChecked(1e-30), T.CreateChecked(-1e-30), T.CreateChecked(1e30), T.CreateChecked(-1e30), T.CreateChecked(100),
            T.CreateChecked(-100), T.CreateChecked(800), T.CreateChecked(-800), T.CreateChecked(20), T.CreateChecked(-20),
        ];
        INetwork<T> network = s_library.Create<T>(name);
        var interpreted = new InterpretedNetwork<T>(network.Definition, network.Parameters);
        int length = network.InputLength;
        string kind = network.Definition.Layers[0].Kind;
        foreach (T value in special)
        {
            // One in every place: in whole vectors, and in the rest behind them; among ordinary numbers.
            T[] input = Elements.To<T>(Elements.Normal(length * length, 1, name));
            for (int row = 0; row < length; row++)
                input[row * (length + 1)] = value;
            var output = new T[input.Length];
            network.Predict(input, output);
            T[] expected = interpreted.Predict(input);
            for (int i = 0; i < output.Length; i++)
            {
                // Functions of numbers near overflow and underflow lose nothing but what rounding costs. These lose a little where terms cancel.
                double leastScale = kind is "Softmax" or "Gelu" or "HardSigmoid" or "HardSwish" ? 1.0 : 1e-20;
                T error = T.Abs(output[i] - expected[i]);
                T allowed = T.CreateChecked(32 * Elements.Rounding<T>()) * T.Max(T.Abs(expected[i]), T.CreateChecked(leastScale));
                bool agrees = output[i].Equals(expected[i]) || (output[i] == expected[i]) || error <= allowed;
                Assert.True(agrees, $"{value} at {i / length}: element {i % length} of {input[i]:R} is {output[i]:R} instead of {expected[i]:R}.");
            }
        }
    }
}
