using System.Collections.Immutable;
using NetCompiler.Generators.Differentiation;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Passes;

/// <summary>The named passes between a network's graph and its code.</summary>
internal static class PassPipeline
{
    private static readonly (string Name, Func<ComputeGraph, ComputeGraph> Run)[] s_fusions =
    [
        (nameof(DropUnused), DropUnused.Run),
        (nameof(HoistFromScan), HoistFromScan.Run),
        (nameof(TransposeWeights), TransposeWeights.Run),
        (nameof(PackWeights), PackWeights.Run),
        (nameof(ScanBodies), ScanBodies.Run),
        (nameof(HoistFactors), HoistFactors.Run),
        (nameof(MergeEqual), MergeEqual.Run),
        (nameof(FuseBias), FuseBias.Run),
        (nameof(FuseElementwise), FuseElementwise.Run),
        (nameof(FuseEpilogue), FuseEpilogue.Run),
        (nameof(FuseColumnSums), FuseColumnSums.Run),
        (nameof(FindRectified), FindRectified.Run),
    ];

    /// <summary>Whether the graph is verified after every pass: in debug builds and in tests, not while somebody types.</summary>
    public static bool Verifies { get; set; } =
#if DEBUG
        true;
#else
        false;
#endif

    /// <summary>The forward pass of inference.</summary>
    public static ComputeGraph ForInference(ComputeGraph graph) => Optimize(graph);

    /// <summary>Inference with parameters that do not change any more.</summary>
    public static ComputeGraph ForFrozen(ComputeGraph graph)
    {
        ComputeGraph folded = FoldAffine.Run(graph);
        Verify(folded, nameof(FoldAffine));
        ComputeGraph prepared = Preparation.Run(folded);
        Verify(prepared, nameof(Preparation));
        return Optimize(prepared);
    }

    /// <summary>Forward, loss and backward.</summary>
    public static ComputeGraph ForTraining(ComputeGraph graph)
    {
        ComputeGraph differentiated = Differentiator.Differentiate(graph);
        Verify(differentiated, nameof(Differentiator));
        return Optimize(differentiated);
    }

    /// <summary>A training step that also takes down what a measurement asks for.</summary>
    public static ComputeGraph ForMeasuring(ComputeGraph graph, ImmutableArray<MeasuredLayer> layers)
    {
        ComputeGraph probed = PlaceProbes.OnSignals(Differentiator.Differentiate(graph, out Adjoints adjoints), layers, adjoints);
        Verify(probed, nameof(PlaceProbes));
        ComputeGraph measured = PlaceProbes.OnSums(PlaceProbes.OnWeights(Optimize(probed), layers, adjoints));
        Verify(measured, nameof(PlaceProbes));
        return measured;
    }

    private static ComputeGraph Optimize(ComputeGraph graph)
    {
        foreach ((string name, Func<ComputeGraph, ComputeGraph> run) in s_fusions)
        {
            graph = run(graph);
            Verify(graph, name);
        }

        return graph;
    }

    private static void Verify(ComputeGraph graph, string pass)
    {
        if (Verifies)
            GraphVerifier.Verify(graph, pass);
    }
}
