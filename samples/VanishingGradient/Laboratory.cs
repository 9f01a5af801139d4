using System.Globalization;
using NetCompiler;

namespace VanishingGradient;

/// <summary>Runs experiments and prints a row of the table for each as soon as it is done.</summary>
/// <param name="training">What is trained on.</param>
/// <param name="holdOut">What is measured with.</param>
/// <param name="epochs">How often the training data is gone through.</param>
internal sealed class Laboratory(Dataset<float> training, Dataset<float> holdOut, int epochs)
{
    private const int WarmUpSteps = 40;

    /// <summary>Runs experiments that belong together.</summary>
    public IReadOnlyList<Outcome> Run(string title, params ReadOnlySpan<Experiment> experiments)
    {
        Console.WriteLine();
        Console.WriteLine(title);
        Console.WriteLine($"  {"",-38} {"predicted",9} {"measured",9} {"accuracy",9} {"time",8}  verdict");
        var outcomes = new List<Outcome>();
        foreach (Experiment experiment in experiments)
            outcomes.Add(Run(experiment));
        return outcomes;
    }

    private Outcome Run(Experiment experiment)
    {
        bool isInteractive = !Console.IsOutputRedirected;
        if (isInteractive)
            Console.Write($"  {experiment.Name,-38} training …");
        Outcome outcome = Train(experiment);
        GradientFlowFactor? way = outcome.Report.WholeWay;
        string row = string.Create(
            CultureInfo.InvariantCulture,
            $"  {experiment.Name,-38} {Factor(way?.Predicted),9} {Factor(way?.Measured),9} {outcome.Accuracy,9:P1} {outcome.Elapsed.TotalSeconds,6:F1} s  {Verdict(outcome)}");
        Console.WriteLine(isInteractive ? $"\r{row}" : row);
        return outcome;
    }

    private Outcome Train(Experiment experiment)
    {
        INetwork<float> network = experiment.Create(1);
        var options = new TrainingOptions
        {
            Epochs = epochs,
            BatchSize = 32,
            Optimizer = experiment.Optimizer(),
            Clipping = experiment.Clipping,
            Schedule = new CosineSchedule { WarmUpSteps = WarmUpSteps },
            NonFinite = NonFinitePolicy.Skip,
            Seed = 1,
            GradientFlow = new GradientFlowOptions { Every = 10 },
        };
        TrainingResult result;
        try
        {
            result = Trainer.Fit(network, training, options);
        }
        catch (TrainingDivergedException diverged)
        {
            result = diverged.Result;
        }

        return new Outcome(experiment, result.GradientFlow!, Trainer.Evaluate(network, holdOut)["accuracy"], result.Elapsed);
    }

    private static string Verdict(Outcome outcome)
    {
        GradientFlowState first = outcome.AtFirst.State, last = outcome.Report.State;
        return first == last ? Word(first) : $"{Word(first)}, later {Word(last)}";
    }

    private static string Word(GradientFlowState state) => state == GradientFlowState.NotFinite ? "not finite" : state.ToString().ToLowerInvariant();

    private static string Factor(double? log10) => log10 switch
    {
        null or double.NaN => "",
        double.PositiveInfinity => "∞",
        double.NegativeInfinity => "0",
        > -2 and < 3 => Math.Pow(10, log10.Value).ToString(log10 < 1 ? "0.##" : "0", CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"1e{log10:0}"),
    };
}
