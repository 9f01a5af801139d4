namespace VanishingGradient.Papers;

/// <summary>Wide networks of tanh as Poole et al. 2016 and Schoenholz et al. 2017 describe them.</summary>
internal static class MeanField
{
    private const double Reach = 8;
    private const int Points = 2001;

    /// <summary>Over how many layers the gradient changes by a factor of e in length squared: ξ = 1/|ln χ|, with χ = σ_w²·E[tanh'(√q z)²] where q no longer changes from layer to layer.</summary>
    public static double Length(double weightVariance, double biasVariance)
    {
        double q = 1;
        for (int i = 0; i < 1000; i++)
            q = (weightVariance * Mean(z => Square(Math.Tanh(Math.Sqrt(q) * z)))) + biasVariance;
        double chi = weightVariance * Mean(z => Square(1 - Square(Math.Tanh(Math.Sqrt(q) * z))));
        return 1 / Math.Abs(Math.Log(chi));
    }

    /// <summary>The mean over a standard normal distribution.</summary>
    private static double Mean(Func<double, double> function)
    {
        double sum = 0, weights = 0;
        for (int i = 0; i < Points; i++)
        {
            double z = Reach * ((2.0 * i / (Points - 1)) - 1), weight = Math.Exp(-z * z / 2);
            sum += weight * function(z);
            weights += weight;
        }

        return sum / weights;
    }

    private static double Square(double value) => value * value;
}
