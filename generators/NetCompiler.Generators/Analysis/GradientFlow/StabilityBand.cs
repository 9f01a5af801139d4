using NetCompiler.Generators.Graph;
using NetCompiler.Generators.Layers;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>The logarithms that are predicted, layer by layer.</summary>
/// <param name="ErrorSignals">Those of the error signals.</param>
/// <param name="WeightGradients">Those of the gradients of weights, up to what all have in common; NaN without weights.</param>
internal sealed record FlowLogarithms(double[] ErrorSignals, double[] WeightGradients);

/// <summary>How much a prediction differs between inputs as long as the signals of a narrow network may become by chance: a map of the moments that is not stable pulls them apart.</summary>
internal static class StabilityBand
{
    /// <summary>Where longer inputs change less than this, in decades, shorter ones change as much the other way.</summary>
    private const double Linear = 0.2;

    /// <summary>The width of the band at every layer, in decades.</summary>
    /// <param name="model">The network.</param>
    /// <param name="forward">Its forward pass.</param>
    /// <param name="assumptions">What that assumes.</param>
    /// <param name="own">What is predicted from it.</param>
    /// <param name="predict">Predicts the same from another forward pass.</param>
    public static double[] Of(NetworkModel model, ForwardFlow forward, FlowAssumptions assumptions, FlowLogarithms own, Func<ForwardFlow, FlowLogarithms> predict)
    {
        // What comes in is as long as it is, and nothing comes behind what goes out.
        Product[] products = [.. model.Graph.AllOperations.OfType<Product>().Where(product => product.Phase == Phase.Forward)];
        int width = products.Take(Math.Max(products.Length - 1, 1)).Select(product => product.Result.Length).DefaultIfEmpty(1).Min();
        // Layer by layer a signal becomes longer by chance, as far as nothing normalizes it; what grows over the steps of a sequence is no longer input.
        double spread = model.Graph.Operations.Any(operation => operation is Scan) ? 0 : products.Take(products.Length - 1).Select(product => forward.Spread(product.Result)).DefaultIfEmpty(0).Max();
        double factor = Math.Exp(Math.Max(2 * Math.Sqrt(5.0 / width), Math.Sqrt(spread)));
        FlowLogarithms longer = Moved(factor), shorter = Bands(longer, own).All(width => width < Linear) ? Opposite(own, longer) : Moved(1 / factor);
        return Bands(longer, shorter);

        FlowLogarithms Moved(double by) => predict(new ForwardFlow(model, assumptions with { InputSecondMoment = assumptions.InputSecondMoment * by }, forward));

        double[] Bands(FlowLogarithms longer, FlowLogarithms shorter) => Band(own, longer, shorter, Math.Log10(factor));
    }

    private static FlowLogarithms Opposite(FlowLogarithms own, FlowLogarithms moved)
    {
        return new(Mirrored(own.ErrorSignals, moved.ErrorSignals), Mirrored(own.WeightGradients, moved.WeightGradients));

        static double[] Mirrored(double[] own, double[] moved) => [.. own.Select((value, i) => (2 * value) - moved[i])];
    }

    private static double[] Band(FlowLogarithms own, FlowLogarithms longer, FlowLogarithms shorter, double factor)
    {
        double[] band = [.. own.ErrorSignals.Select((value, i) => Range(value, longer.ErrorSignals[i], shorter.ErrorSignals[i]))];
        for (int i = 0; i < band.Length; i++)
        {
            // The gradient of a weight is as much longer as its input is, which would say nothing of the map.
            double weight = Range(own.WeightGradients[i], longer.WeightGradients[i], shorter.WeightGradients[i]) - factor;
            band[i] = weight > band[i] ? weight : band[i];
        }

        return band;
    }

    private static double Range(double a, double b, double c) => Math.Max(a, Math.Max(b, c)) - Math.Min(a, Math.Min(b, c));
}
