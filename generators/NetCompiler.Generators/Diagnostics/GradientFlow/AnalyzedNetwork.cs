using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using NetCompiler.Generators.Analysis.GradientFlow;
using NetCompiler.Generators.Analysis.GradientFlow.Findings;
using NetCompiler.Generators.Declarations;
using NetCompiler.Generators.Layers;
using NetCompiler.Generators.Reading;

namespace NetCompiler.Generators.Diagnostics.GradientFlow;

/// <summary>A network without errors, the prediction for it, and where its layers are written. All analyzers of a compilation share it.</summary>
internal sealed class AnalyzedNetwork
{
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<ISymbol, Lazy<AnalyzedNetwork?>>> s_known = new();

    private readonly INamedTypeSymbol _type;
    private readonly NetworkDeclaration _declaration;
    private readonly WrittenLayers _written;
    private readonly List<DeclaredAttribute> _attributes;

    private AnalyzedNetwork(INamedTypeSymbol type, NetworkModel model, WrittenLayers written, List<DeclaredAttribute> attributes)
    {
        (_type, _declaration, _written, _attributes) = (type, model.Declaration, written, attributes);
        Flow = FlowAnalysis.Predict(model);
    }

    /// <summary>The prediction.</summary>
    public NetworkFlow Flow { get; }

    /// <summary>The Network attribute.</summary>
    public Location Location => _attributes.First(attribute => attribute.Role == AttributeRole.Network).Location;

    /// <summary>The network that a class declares; null when it declares none, or one with errors.</summary>
    public static AnalyzedNetwork? Of(Compilation compilation, INamedTypeSymbol type) => s_known.GetValue(compilation, static _ => new(SymbolEqualityComparer.Default))
        .GetOrAdd(type, static symbol => new Lazy<AnalyzedNetwork?>(() => Analyze((INamedTypeSymbol)symbol))).Value;

    /// <summary>The last layer or loss of the network's own list.</summary>
    public Location? LastAttribute => _attributes.LastOrDefault(attribute => attribute.Role is AttributeRole.Layer or AttributeRole.Loss)?.Location;

    /// <summary>The clipping, or null.</summary>
    public Location? Clipping => _attributes.FirstOrDefault(attribute => attribute.Role == AttributeRole.Clipping)?.Location;

    /// <summary>The first layer of the kind that takes most of the gradient.</summary>
    public PlacedLayer? Culprit => Vanishing.Worst(Flow) is var (path, layer) ? Analysis.GradientFlow.Findings.Culprit.OfVanishing(path, layer).First : null;

    /// <summary>Layers that somebody wrote and that fulfil a condition, each place once.</summary>
    public IEnumerable<PlacedLayer> Written(Func<PlacedLayer, bool> condition)
    {
        var known = new HashSet<Location>();
        return Flow.Model.AllLayers.Where(condition).Where(layer => Attribute(layer) is { } place && known.Add(place));
    }

    /// <summary>Where a layer is written, which may be a block of another project; null for one that is nowhere in source.</summary>
    public Location? Attribute(PlacedLayer layer) => Attribute(layer.Declaration);

    /// <inheritdoc cref="Attribute(PlacedLayer)"/>
    public Location? Attribute(LayerDeclaration layer) => _written.Find(layer)?.Location is { SourceTree: not null } place ? place : null;

    /// <summary>Where a finding shows: nothing can be reported in another project's files.</summary>
    public Location Place(FlowFinding finding)
    {
        DeclaredAttribute? attribute = finding.Place switch
        {
            FlowPlace.Loss => Written(_declaration.Loss),
            FlowPlace.Clipping => _attributes.First(other => other.Role == AttributeRole.Clipping),
            FlowPlace.Layer when Written(finding.Layer!.Declaration) is { } written && written.IsInProjectOf(_type) => written,
            _ => Written(Owner(finding.Layer!)),
        };
        return attribute?.ArgumentLocation(finding.Argument) ?? Location;
    }

    private static AnalyzedNetwork? Analyze(INamedTypeSymbol type)
    {
        List<DeclaredAttribute> attributes = DeclaredAttribute.On(type, default);
        if (!attributes.Any(attribute => attribute.Role == AttributeRole.Network && attribute.Location.SourceTree is not null))
            return null;
        return NetworkReader.ReadWritten(type, default) is var (declaration, written)
            ? new AnalyzedNetwork(type, NetworkModel.Create(declaration), written, attributes)
            : null;
    }

    private DeclaredAttribute? Written(LayerDeclaration? layer) => layer is null ? null : _written.Find(layer);

    /// <summary>The layer of the network's own list that brings a layer in.</summary>
    private LayerDeclaration? Owner(PlacedLayer layer)
    {
        var expansion = new BlockExpansion();
        return _declaration.Layers.FirstOrDefault(declared => expansion.Next(declared).Any(expanded => layer.Path == expanded.Path || layer.Path.StartsWith($"{expanded.Path}.", StringComparison.Ordinal)));
    }
}
