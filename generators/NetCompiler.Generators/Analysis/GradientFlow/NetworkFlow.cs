using System.Collections.Immutable;
using NetCompiler.Generators.Layers;

namespace NetCompiler.Generators.Analysis.GradientFlow;

/// <summary>The prediction for a network, and what it was made from.</summary>
/// <param name="Model">The network.</param>
/// <param name="Layers">The prediction for every layer, each followed by those inside it.</param>
/// <param name="Backward">Moments of the backward pass, and of the forward pass.</param>
internal sealed record NetworkFlow(NetworkModel Model, ImmutableArray<LayerFlow> Layers, BackwardFlow Backward);
