using System.Collections.Immutable;
using NetCompiler.Generators.Declarations;
using NetCompiler.Generators.Graph;
using NetCompiler.Generators.Layers.Losses;

namespace NetCompiler.Generators.Layers;

/// <summary>One layer in its place: what it was lowered from and to.</summary>
internal sealed record PlacedLayer(string Path, string Kind, Layer Layer, Value Input, Value Output, ImmutableArray<ParameterSpec> Parameters);

/// <summary>A problem of the network as a whole, found once its shapes are known.</summary>
/// <param name="Id">The diagnostic.</param>
/// <param name="Message">What is wrong and what to write.</param>
/// <param name="Layer">The layer or loss of the declaration where it shows; null for the network.</param>
/// <param name="Argument">The argument there, or null.</param>
internal sealed record ModelProblem(string Id, string Message, LayerDeclaration? Layer = null, string? Argument = null);

/// <summary>A declaration with blocks expanded, shapes inferred, parameters laid out, and the graph of its forward pass and loss.</summary>
internal sealed record NetworkModel(
    NetworkDeclaration Declaration,
    ImmutableArray<PlacedLayer> Layers,
    Loss? Loss,
    int ParameterVectorLength,
    ComputeGraph Graph)
{
    /// <summary>The most layers that are compiled: every layer becomes a call, and a method cannot have any number of them.</summary>
    private const int MostLayers = 10_000;

    /// <summary>Tensors start at multiples of this many bytes, a cache line.</summary>
    private const int Alignment = 64;

    public int TargetLength => Loss?.TargetLength(Graph.Output.Length) ?? 0;

    public IEnumerable<ParameterSpec> Parameters => Layers.SelectMany(layer => layer.Parameters);

    /// <summary>Builds the model of a declaration without errors.</summary>
    public static NetworkModel Create(NetworkDeclaration declaration)
    {
        var builder = new GraphBuilder();
        var input = new Value(ValueKind.Input, "x", perExample: true, [.. declaration.InputShape]);
        List<(string Path, LayerDeclaration Declaration, Layer Layer)> expanded = [];
        new BlockExpansion(expanded).Expand(declaration.Layers);

        var layers = ImmutableArray.CreateBuilder<PlacedLayer>(expanded.Count);
        int alignment = Alignment / (declaration.IsDouble ? sizeof(double) : sizeof(float));
        int offset = 0;
        Value current = input;
        for (int i = 0; i < expanded.Count; i++)
        {
            (string path, LayerDeclaration layerDeclaration, Layer layer) = expanded[i];
            builder.Layer = path;
            var context = new LoweringContext(builder) { FollowingChoice = FollowingChoice(expanded, i) };
            Value output = layer.Lower(context, current);
            var parameters = ImmutableArray.CreateBuilder<ParameterSpec>();
            foreach (ParameterSpec parameter in context.Parameters)
            {
                parameters.Add(parameter with { Offset = offset });
                offset += (parameter.Value.Length + alignment - 1) / alignment * alignment;
            }

            layers.Add(new PlacedLayer(path, layerDeclaration.Kind, layer, current, output, parameters.ToImmutable()));
            current = output;
        }

        // An output must not be the caller's input itself, which a list of Identity layers would make it.
        if (current.Kind == ValueKind.Input)
            current = builder.Map("y", Expressions.Argument(0), preservesSign: true, current);
        (Loss? loss, Value? target, Value? sum) = LowerLoss(declaration, builder, current);
        var graph = new ComputeGraph(builder.Operations, input, current, target, sum, ImmutableDictionary<Value, Value>.Empty);
        return new NetworkModel(declaration, layers.ToImmutable(), loss, offset, graph);
    }

    /// <summary>Checks what depends on the expanded list and the inferred shapes.</summary>
    /// <returns>The first problem, or null.</returns>
    public static ModelProblem? Check(NetworkDeclaration declaration) => CheckDepth(declaration) ?? CheckShapes(declaration);

    /// <summary>Counts the layers without expanding them, because a count of copies may be any number.</summary>
    private static ModelProblem? CheckDepth(NetworkDeclaration declaration)
    {
        long count = 0;
        foreach (LayerDeclaration layer in declaration.Layers)
        {
            count += layer.LayerCount;
            if (count > MostLayers)
            {
                string atLeast = layer.LayerCount == int.MaxValue ? "at least " : "";
                return new ModelProblem(
                    DiagnosticId.TooLarge, $"{layer.Kind} takes the network to {atLeast}{count} layers, but at most {MostLayers} are compiled; repeat its blocks less often", layer, "count");
            }
        }

        return null;
    }

    private static ModelProblem? CheckShapes(NetworkDeclaration declaration)
    {
        double width = declaration.InputShape.Aggregate(1.0, static (product, size) => product * size);
        if (width > int.MaxValue)
            return new ModelProblem(DiagnosticId.TooLarge, FormattableString.Invariant($"The input has {width:0} elements, but at most {int.MaxValue} fit; make it smaller"));
        double parameters = 0;
        foreach (LayerDeclaration place in declaration.Layers)
        {
            foreach (LayerDeclaration layer in Flatten([place]))
            {
                if (layer.Arguments.FirstOrDefault(argument => argument.Name == "units") is not { } units)
                    continue;
                parameters += (width + 1) * units.Value;
                width = units.Value;
                if (parameters > int.MaxValue)
                {
                    return new ModelProblem(DiagnosticId.TooLarge, FormattableString.Invariant(
                        $"{layer.Kind}({units.Value:0}) takes the network to {parameters:0} parameters, but at most {int.MaxValue} fit; make its layers smaller"), place, "units");
                }
            }
        }

        if (declaration.Loss is null || LayerCatalog.CreateLoss(new LayerArguments(declaration.Loss)) is not { } loss)
            return null;
        return loss.Mismatch((int)width) is { } message ? new ModelProblem(DiagnosticId.LossMismatch, message, declaration.Loss) : null;
    }

    private static IEnumerable<LayerDeclaration> Flatten(IEnumerable<LayerDeclaration> layers) => layers.SelectMany(layer =>
        layer.Block is { } block ? Enumerable.Repeat(block.Layers, layer.Count).SelectMany(copy => Flatten(copy)) : [layer]);

    /// <summary>The initialiser asked for by the next layer that has one to ask for, before the next product.</summary>
    private static Initialization? FollowingChoice(List<(string Path, LayerDeclaration Declaration, Layer Layer)> layers, int index) =>
        layers.Skip(index + 1).TakeWhile(next => next.Layer is not DenseLayer).Select(next => next.Layer.PrecedingWeight).FirstOrDefault(choice => choice is not null);

    private static (Loss? Loss, Value? Target, Value? Sum) LowerLoss(NetworkDeclaration declaration, GraphBuilder builder, Value output)
    {
        if (declaration.Loss is null)
            return (null, null, null);
        Loss loss = LayerCatalog.CreateLoss(new LayerArguments(declaration.Loss))!;
        var target = new Value(ValueKind.Target, "t", perExample: true, loss.TargetLength(output.Length));
        (builder.Layer, builder.Phase) = ("loss", Phase.Loss);
        return (loss, target, loss.Lower(builder, output, target));
    }
}
