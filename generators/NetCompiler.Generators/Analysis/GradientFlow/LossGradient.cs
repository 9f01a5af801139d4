using NetCompiler.Generators.Graph;
using NetCompiler.Generators.Layers;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>The gradient of an example's loss with respect to the network's output, with which everything begins.</summary>
internal static class LossGradient
{
    /// <summary>The decimal logarithm of its length, for targets that are standardised, equally likely classes, or 0 and 1; 0 without a loss.</summary>
    public static double Log10Length(NetworkModel model, ForwardFlow forward)
    {
        Signal output = forward[model.Graph.Output][0] with { Length = model.Graph.Output.Length };
        Operation? loss = model.Graph.Operations.FirstOrDefault(operation => operation.Phase == Phase.Loss && operation.Inputs.Contains(model.Graph.Output));
        double square = loss switch
        {
            SoftmaxCrossEntropy => OfSoftmax(output),
            Reduce reduce => output.Length * new ElementwiseMoments(reduce.Expression, [output, Target(model, output.Length)], needsShared: false).SlopeOf(0).Square,
            _ => 1,
        };
        // The loss is a mean over steps, whose gradients are independent.
        return (Math.Log10(square) - Math.Log10(Math.Max(model.Graph.Output.Steps, 1))) / 2;
    }

    /// <summary>E|p - t|² for one of so many classes: 1 - 2·E[p] + Σ E[p²].</summary>
    private static double OfSoftmax(Signal logits) => 1 - (2.0 / logits.Length) + Math.Min(Math.Exp(Math.Min(logits.Variance, 100)) / logits.Length, 1);

    /// <summary>For an output whose distribution is symmetric, an error against 0 is as long as one against 1.</summary>
    private static Signal Target(NetworkModel model, int length) =>
        model.Loss!.HasBinaryTargets ? Signal.Number(1, length) : Signal.Normal(length, 0, 1, 0);
}
