using NetCompiler;

namespace VanishingGradient.Papers;

/// <summary>What a training run of an experiment came to.</summary>
/// <param name="Accuracy">The share of right answers on the data that was trained on; a network that diverged has that of its last weights.</param>
/// <param name="HoldOut">The same on data that was not; NaN without any.</param>
/// <param name="Loss">The training loss of the last epoch; NaN when it diverged.</param>
/// <param name="Diverged">Whether a loss or gradient was not finite.</param>
internal sealed record RunResult(double Accuracy, double HoldOut, double Loss, bool Diverged);

/// <summary>What the experiments share.</summary>
internal static class Runs
{
    /// <summary>Trains a network.</summary>
    public static RunResult Train(INetwork<float> network, Dataset<float> training, Dataset<float>? holdOut, Optimizer optimizer, int epochs, int batch = 32, GradientClipping? clipping = null)
    {
        double loss = double.NaN;
        bool diverged = false;
        try
        {
            loss = Trainer.Fit(network, training, new TrainingOptions { Epochs = epochs, BatchSize = batch, Optimizer = optimizer, Clipping = clipping, Seed = 1 }).Loss;
        }
        catch (TrainingDivergedException)
        {
            diverged = true;
        }

        return new(Trainer.Evaluate(network, training)["accuracy"], holdOut is null ? double.NaN : Trainer.Evaluate(network, holdOut)["accuracy"], loss, diverged);
    }

    /// <summary>The best of several learning rates, which papers choose for each network.</summary>
    public static RunResult Best(Func<INetwork<float>> create, Dataset<float> training, Dataset<float>? holdOut, int epochs, int batch, params ReadOnlySpan<double> learningRates)
    {
        RunResult? best = null;
        foreach (double rate in learningRates)
        {
            RunResult result = Train(create(), training, holdOut, new Momentum(rate), epochs, batch);
            if (best is null || result.Accuracy > best.Accuracy)
                best = result;
        }

        return best!;
    }

    /// <summary>The decimal logarithm of what is left of the gradient at the first layer, for a new network.</summary>
    public static double Log10Factor(INetwork<float> network, Dataset<float> data)
    {
        Dataset<float> batch = data.Take(Math.Min(data.Count, 256));
        return GradientFlow.Measure<float>(network, batch.Inputs, batch.Targets).WholeWay!.Measured;
    }

    /// <summary>Draws the weights of a network anew, with a variance of so much over the inputs of a unit, and its biases.</summary>
    public static INetwork<float> Draw(INetwork<float> network, double weightVariance, double biasVariance = 0, int seed = 1, bool isUniform = false)
    {
        var random = new Random(seed);
        foreach (ParameterInfo parameter in network.Definition.Parameters.Where(parameter => parameter.Role is ParameterRole.Weight or ParameterRole.Bias))
        {
            double deviation = Math.Sqrt(parameter.Role == ParameterRole.Weight ? weightVariance / parameter.Shape[0] : biasVariance);
            foreach (ref float value in network.Parameters.Slice(parameter.Offset, parameter.Length))
                value = (float)(deviation * (isUniform ? Math.Sqrt(3) * ((2 * random.NextDouble()) - 1) : Gaussian(random)));
        }

        return network;
    }

    private static double Gaussian(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
