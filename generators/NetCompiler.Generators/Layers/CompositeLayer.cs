using System.Collections.Immutable;

namespace NetCompiler.Generators.Layers;

/// <summary>A layer around lists of other layers, its branches.</summary>
internal abstract class CompositeLayer(ImmutableArray<ImmutableArray<ExpandedLayer>> branches) : Layer
{
    /// <summary>The layers of each branch.</summary>
    public ImmutableArray<ImmutableArray<ExpandedLayer>> Branches { get; } = branches;

    public override bool MixesSteps => Branches.SelectMany(branch => branch).Any(inner => inner.Layer.MixesSteps);
}
