using NetCompiler;

namespace VanishingGradient;

/// <summary>A network, and how it is trained.</summary>
/// <param name="Name">What it is, for people.</param>
/// <param name="Create">Makes it from a seed.</param>
/// <param name="Optimizer">Makes its optimizer.</param>
internal sealed record Experiment(string Name, Func<ulong, INetwork<float>> Create, Func<Optimizer> Optimizer);

/// <summary>What came of it.</summary>
/// <param name="Experiment">The experiment.</param>
/// <param name="Predicted">The decimal logarithm of the factor that the compiler predicts for the gradient on its way from the output to the first layer, or the first step of a sequence.</param>
/// <param name="Measured">The same in the first step of training.</param>
/// <param name="Accuracy">The share of right answers for examples never trained on.</param>
/// <param name="Report">Everything that was measured.</param>
/// <param name="Elapsed">How long training took.</param>
internal sealed record Outcome(Experiment Experiment, double Predicted, double Measured, double Accuracy, GradientFlowReport Report, TimeSpan Elapsed);
