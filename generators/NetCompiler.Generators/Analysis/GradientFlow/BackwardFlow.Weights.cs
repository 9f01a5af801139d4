using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>Gradients of weights: sums over steps or positions of an input times an error.</summary>
internal sealed partial class BackwardFlow
{
    /// <summary>The squared length of the gradient of a weight for one example: each entry is an input times an error, summed over steps or positions. Those have in common of an input what
    /// examples have in common of it.</summary>
    public double WeightEnergy(Product product)
    {
        double second = Forward[product.Left].Sum(run => run.Length * run.Second);
        return Energy(product.Result) * Forward.Inputs(product) * Coherence(product) * second / product.Left.Length;
    }

    /// <summary>The squared length of the gradient of a weight, relative to what it would be if steps or positions had nothing in common.</summary>
    public double Coherence(Product product)
    {
        double sum = 0, second = 0, alike = product is Convolution && Alike(this[product.Result]) is var all && all != 0 ? all * Seen(product) : 0;
        foreach (Signal run in Forward[product.Left])
        {
            double shared = run.Second > 0 ? run.Shared / run.Second : 0;
            second += run.Length * run.Second;
            sum += run.Length * run.Second * (product.Result.IsSequence ? OverSteps(product.Result, shared, run) : 1 + (alike * shared));
        }

        return second > 0 ? sum / second : 1;
    }

    /// <summary>Of all other positions of a map the share that a weight sees: next to a border a window reaches beyond it, so that what cancels in the sum over a whole map does not quite.</summary>
    private static double Seen(Product product) => product.Result.Positions is var positions && positions > 1 ? Math.Max((positions * ForwardFlow.Level(product)) - 1, 0) / (positions - 1) : 1;

    /// <summary>The squared length of a sum over steps of x·δ, relative to the sum of squared lengths, over all units of δ.</summary>
    private double OverSteps(Value value, double shared, Signal x)
    {
        double sum = 0, energy = 0;
        foreach (ErrorSignal run in this[value])
        {
            energy += run.Sum.Energy;
            sum += run.Sum.Energy * (run.Sum.Steps is { } steps ? steps.SumOfProducts(shared, x.Persistence) * steps.Meeting(x.Growth) : 1);
        }

        return energy > 0 ? sum / energy : 1;
    }

    /// <summary>How the gradient of a sequence is spread over its steps in front of a function, and what it is multiplied with where that differs from step to step.</summary>
    private (StepShares? Steps, double Factor) Through(Elementwise map, int operand, ElementwiseMoments moments, int run, StepShares? behind, bool isNormalized)
    {
        if (behind is null)
            return (null, 1);
        StepShares steps = behind.Common == 0 ? behind : behind.Through(moments.KeptBySteps(operand, Forward.OperandsOf(map, run), map.Result.Steps));
        return isNormalized && Forward[map.Operands[operand]][0].Growth is { } growth ? steps.DividedBy(growth) : (steps, 1);
    }
}
