using System.Collections.Immutable;
using NetCompiler.Generators.Declarations;
using NetCompiler.Generators.Layers;

namespace NetCompiler.Generators.Analysis.GradientFlow.Findings;

/// <summary>A written initialiser does not suit the activation behind it, and that is what the gradient suffers from.</summary>
internal static class InitialiserMismatch
{
    /// <summary>How many decades another initialiser has to win.</summary>
    private const double WorthIt = 1;

    /// <summary>Compares the network with the same one whose initialisers are left to the activations.</summary>
    public static FlowFinding? Find(NetworkFlow flow, FlowThresholds thresholds)
    {
        double worst = Deviation(flow);
        if (worst < (Sign(flow) < 0 ? -thresholds.Vanishing.Warning : thresholds.Exploding.Warning))
            return null;
        PlacedLayer? written = flow.Model.AllLayers.FirstOrDefault(layer => layer.Declaration.Arguments.Any(IsInit));
        if (written is null)
            return null;
        NetworkFlow better = FlowAnalysis.Predict(NetworkModel.Create(WithoutInit(flow.Model.Declaration)));
        if (worst - Deviation(better) < WorthIt)
            return null;
        ParameterSpec weight = written.Parameters.First(parameter => parameter.Role == ParameterRole.Weight);
        ParameterSpec suitable = better.Model.AllLayers.First(layer => layer.Path == written.Path).Parameters.First(parameter => parameter.Role == ParameterRole.Weight);
        return new FlowFinding(
            $"{weight.Initialization.Kind} gives {FlowText.Name(flow, written)} weights of standard deviation {FlowText.Number(Deviation(weight))}, but what follows needs {suitable.Initialization.Kind} with {FlowText.Number(Deviation(suitable))}: the gradient is predicted to change by {FactorText.Of(Sign(flow) * worst)} instead of {FactorText.Of(Sign(better) * Deviation(better))}; remove Init, or write Init = Initializer.{suitable.Initialization.Kind}",
            FlowPlace.Layer, written, "Init");
    }

    /// <summary>The network with every initialiser left to the activation behind it.</summary>
    public static NetworkDeclaration WithoutInit(NetworkDeclaration declaration) => declaration with { Layers = declaration.Layers.Select(Without).ToEquatableArray() };

    private static LayerDeclaration Without(LayerDeclaration layer) => layer with
    {
        Arguments = layer.Arguments.Where(argument => !IsInit(argument) && argument.Name is not ("InitScale" or "InitFan")).ToEquatableArray(),
        Blocks = layer.Blocks.Select(block => new BlockDeclaration(block.Name, block.Layers.Select(Without).ToEquatableArray(), block.Composite)).ToEquatableArray(),
    };

    private static bool IsInit(Argument argument) => argument is { Name: "Init", Member: not nameof(InitializerKind.Default) };

    /// <summary>The error signal's greatest distance from level, in decades.</summary>
    private static double Deviation(NetworkFlow flow)
    {
        var path = new FlowPath(flow, flow.Model.Layers);
        return Math.Max(-path.Relative(path.Least), path.Relative(path.Greatest));
    }

    private static double Sign(NetworkFlow flow) => new FlowPath(flow, flow.Model.Layers) is var path && -path.Relative(path.Least) > path.Relative(path.Greatest) ? -1 : 1;

    private static double Deviation(ParameterSpec weight) => Math.Sqrt(InitialWeights.Of(weight).Second);
}
