using System.Collections.Immutable;
using System.Globalization;
using NetCompiler.Generators.Analysis.GradientFlow;
using NetCompiler.Generators.Layers;
using NetCompiler.Generators.Layers.Losses;

namespace NetCompiler.Generators.Emit;

/// <summary>Emits the network's definition: the table of layers and parameters.</summary>
internal static class DefinitionEmitter
{
    /// <summary>The decimals of a logarithm of a predicted factor: as many as the prediction is exact to, and the same on every machine.</summary>
    public const int Decimals = 2;

    public static void Emit(SourceWriter writer, NetworkModel model, IReadOnlyDictionary<string, long> flops, NetworkFlow flow)
    {
        writer.Line("/// <summary>What was declared, as data.</summary>");
        using (writer.Block("file static class Declared"))
        {
            writer.Line("public static NetworkDefinition Definition() => new()");
            writer.Line("{");
            using (writer.Indent())
            {
                EmitProperties(writer, model, flops);
                EmitFlow(writer, flow);
            }

            writer.Line("};");
        }
    }

    private static void EmitProperties(SourceWriter writer, NetworkModel model, IReadOnlyDictionary<string, long> flops)
    {
        writer.Line($"Name = \"{model.Declaration.Type.FullName}\",");
        writer.Line($"Precision = Precision.{(model.Declaration.IsDouble ? "Double" : "Float")},");
        writer.Line($"InputShape = {Shape(model.Graph.Input.Shape)},");
        if (model.Declaration.IsSequence)
            writer.Line("IsSequence = true,");
        if (model.Decoder is { } decoder)
            writer.Line($"Decoder = new({model.Graph.Output.Steps}, {model.Graph.DecoderInput!.Length}, StartToken: {decoder.StartToken}, StopToken: {(decoder.StopToken < 0 ? "null" : $"{decoder.StopToken}")}),");
        if (model.States.Length > 0)
            writer.Line($"States = [{string.Join(", ", model.States.Select(state => $"new(\"{state.Name}\", {state.Offset}, {state.Length})"))}],");
        writer.Line($"ParameterVectorLength = {model.ParameterVectorLength},");
        if (model.LeastBatch.Batch > 1)
            writer.Line($"LeastBatch = {model.LeastBatch.Batch},");
        if (model.Loss is { } loss)
            writer.Line($"Loss = new(\"{model.Declaration.Loss!.Kind}\", {model.TargetLength}){Initializer(LossProperties(model, loss))},");
        if (model.Declaration.Clipping is { } clipping && ClippingRules.Of(clipping) is var (factory, limit))
            writer.Line($"Clipping = GradientClipping.{factory}({Number(limit)}),");
        writer.Line("Layers =");
        writer.Line("[");
        using (writer.Indent())
        {
            foreach (PlacedLayer layer in model.Layers)
                EmitLayer(writer, layer, flops);
        }

        writer.Line("],");
    }

    private static void EmitFlow(SourceWriter writer, NetworkFlow flow)
    {
        writer.Line("GradientFlow =");
        writer.Line("[");
        using (writer.Indent())
        {
            foreach (LayerFlow layer in flow.Layers)
                writer.Line($"new(\"{layer.Layer.Path}\", {Logarithm(layer.Log10ErrorSignal)}, {Logarithm(layer.Log10WeightGradient)}, {Logarithm(layer.Uncertainty)}){Span(layer)},");
        }

        writer.Line("],");
    }

    private static string Span(LayerFlow layer) =>
        layer.Span is { } span ? $" {{ Span = new({span.Steps}, {Logarithm(span.Log10Factor)}, {Logarithm(span.Uncertainty)}) }}" : "";

    private static string Logarithm(double value) => value switch
    {
        double.NaN => "double.NaN",
        double.NegativeInfinity => "double.NegativeInfinity",
        double.PositiveInfinity => "double.PositiveInfinity",
        // Without the sign of a negative 0.
        _ => Number(Math.Round(value, Decimals) + 0.0),
    };

    private static void EmitLayer(SourceWriter writer, PlacedLayer layer, IReadOnlyDictionary<string, long> flops)
    {
        string properties = flops.TryGetValue(layer.Path, out long count) ? $"Flops = {count}" : "";
        if (layer.Parameters.Length > 0)
            properties += $"{(properties.Length > 0 ? ", " : "")}Parameters = [{string.Join(", ", layer.Parameters.Select(Parameter))}]";
        string options = Options(layer.Layer.Options);
        if (options.Length > 0)
            properties += $"{(properties.Length > 0 ? ", " : "")}{options}";
        string head = $"new(\"{layer.Path}\", \"{layer.Kind}\", {Shape(layer.Input.Shape)}, {Shape(layer.Output.Shape)})";
        if (layer.Branches.IsEmpty)
            writer.Line($"{head}{Initializer(properties)},");
        else
            EmitBranches(writer, head, properties, layer, flops);
    }

    private static void EmitBranches(SourceWriter writer, string head, string properties, PlacedLayer layer, IReadOnlyDictionary<string, long> flops)
    {
        writer.Line(head);
        writer.Line("{");
        using (writer.Indent())
        {
            if (properties.Length > 0)
                writer.Line($"{properties},");
            writer.Line("Branches =");
            writer.Line("[");
            using (writer.Indent())
            {
                foreach (ImmutableArray<PlacedLayer> branch in layer.Branches)
                {
                    writer.Line("[");
                    using (writer.Indent())
                    {
                        foreach (PlacedLayer inner in branch)
                            EmitLayer(writer, inner, flops);
                    }

                    writer.Line("],");
                }
            }

            writer.Line("],");
        }

        writer.Line("},");
    }

    private static string Parameter(ParameterSpec parameter)
    {
        Initialization init = parameter.Initialization;
        string scale = init.Scale != 1 || init.FanOut ? $", {Number(init.Scale)}" : "";
        string fan = init.FanOut ? ", Fan.Out" : "";
        string blocks = init.Blocks.Count > 0 ? $"BlockScales = [{string.Join(", ", init.Blocks.Select(Number))}]" : "";
        string zeros = init.ZeroRow is { } row ? $"ZeroRow = {row}" : "";
        string table = parameter.IsTable ? "IsTable = true" : "";
        string properties = string.Join(", ", new[] { table, blocks, zeros }.Where(text => text.Length > 0));
        return $"new(\"{parameter.Name}\", {parameter.Offset}, {Shape(parameter.Value.Dimensions)}, {parameter.Role}, {init.Kind}{scale}{fan}){Initializer(properties)}";
    }

    private static string Options(IEnumerable<(string Name, double Value)> options)
    {
        string pairs = string.Join(", ", options.Select(option => $"(\"{option.Name}\", {Number(option.Value)})"));
        return pairs.Length == 0 ? "" : $"Options = LayerOptions.Of({pairs})";
    }

    private static string LossProperties(NetworkModel model, Loss loss) =>
        string.Join(", ", new[] { model.Graph.Output.IsSequence ? "IsPerStep = true" : "", Options(loss.Options) }.Where(text => text.Length > 0));

    private static string Initializer(string properties) => properties.Length == 0 ? "" : $" {{ {properties} }}";

    private static string Shape(int[] dimensions) => $"[{string.Join(", ", dimensions)}]";

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
