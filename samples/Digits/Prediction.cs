using NetCompiler;

namespace Digits;

/// <summary>What the network makes of one image.</summary>
/// <param name="Pixels">The image, [8, 8], from 0 to 1.</param>
/// <param name="Label">The digit that it shows.</param>
/// <param name="Probabilities">The probability of each digit.</param>
internal sealed record Prediction(float[] Pixels, int Label, float[] Probabilities)
{
    /// <summary>The digit with the greatest probability.</summary>
    public int Digit => Array.IndexOf(Probabilities, Probabilities.Max());

    /// <summary>Whether that is the digit that the image shows.</summary>
    public bool IsRight => Digit == Label;

    /// <summary>Asks the network about one example.</summary>
    public static Prediction Of(DigitsNet network, Dataset<float> data, int index)
    {
        var logits = new float[network.OutputLength];
        network.Predict(data.Input(index), logits);
        return new Prediction(data.Input(index).ToArray(), (int)data.Target(index)[0], Softmax(logits));
    }

    private static float[] Softmax(float[] logits)
    {
        float max = logits.Max();
        float sum = logits.Sum(logit => MathF.Exp(logit - max));
        return [.. logits.Select(logit => MathF.Exp(logit - max) / sum)];
    }
}
