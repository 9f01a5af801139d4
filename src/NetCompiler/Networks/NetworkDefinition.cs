using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace NetCompiler;

/// <summary>What a network is made of, as data: enough to run it in another engine, to save it and to print it.</summary>
public sealed class NetworkDefinition
{
    /// <summary>The name of the declaring class, with its namespace.</summary>
    public required string Name { get; init; }

    /// <summary>The element type.</summary>
    public required Precision Precision { get; init; }

    /// <summary>The shape of one input example.</summary>
    public required ImmutableArray<int> InputShape { get; init; }

    /// <summary>Whether an input example is a sequence; then <see cref="InputShape"/> is <c>[steps, features]</c>, and so is the shape of every layer's input that still is one.</summary>
    public bool IsSequence { get; init; }

    /// <summary>What is written besides what is read; null for a network without a <see cref="DecoderAttribute{TBlock}"/>. The shapes of its layers, and of those behind it, begin with the
    /// steps of the target.</summary>
    public DecoderDefinition? Decoder { get; init; }

    /// <summary>What recurrent layers hand from step to step, and causal convolutions remember of the steps before, in the order of <see cref="SequenceState{T}.Values"/>.</summary>
    public ImmutableArray<StateInfo> States { get; init; } = [];

    /// <summary>Elements of the state of one sequence; 0 for a network without recurrent layers.</summary>
    public int StateLength => States.IsEmpty ? 0 : States[^1].Offset + States[^1].Length;

    /// <summary>The fewest examples that a training step can work with: 1, or 2 where a layer normalises over the batch.</summary>
    public int LeastBatch { get; init; } = 1;

    /// <summary>The layers from input to output, with blocks expanded. Layers inside another one, such as Residual, are found there.</summary>
    public required ImmutableArray<LayerDefinition> Layers { get; init; }

    /// <summary>All layers, each followed by those inside it.</summary>
    public IEnumerable<LayerDefinition> AllLayers => Layers.SelectMany(layer => layer.WithInner);

    /// <summary>The loss, or null when none is declared.</summary>
    public LossDefinition? Loss { get; init; }

    /// <summary>How gradients are clipped in training, or null when nothing is declared.</summary>
    public GradientClipping? Clipping { get; init; }

    /// <summary>How the gradient is predicted to fare at every layer when training starts, in the order of <see cref="AllLayers"/>; empty for a definition that no compiler made.</summary>
    public ImmutableArray<GradientFlowPrediction> GradientFlow { get; init; } = [];

    /// <summary>The length of the flat parameter vector, alignment gaps included.</summary>
    public required int ParameterVectorLength { get; init; }

    /// <summary>All parameter tensors in the order of the flat vector.</summary>
    public ImmutableArray<ParameterInfo> Parameters => field.IsDefault ? field = [.. AllLayers.SelectMany(layer => layer.Parameters).OrderBy(parameter => parameter.Offset)] : field;

    /// <summary>The shape of one output example.</summary>
    public ImmutableArray<int> OutputShape => Layers[^1].OutputShape;

    /// <summary>Elements of one input example.</summary>
    public int InputLength => Product(InputShape);

    /// <summary>Elements of one output example.</summary>
    public int OutputLength => Product(OutputShape);

    /// <summary>The number of learned values, without alignment gaps.</summary>
    public int ParameterCount => AllLayers.Sum(layer => layer.ParameterCount);

    /// <summary>Floating-point operations of the forward pass for one example.</summary>
    public long Flops => AllLayers.Sum(layer => layer.Flops);

    /// <summary>The layer table: path, layer, output shape, parameters, FLOPs, and the predicted factor by which the gradient changes between the output and the layer.</summary>
    /// <returns>A text of several lines, separated by line feeds.</returns>
    public override string ToString()
    {
        string[][] rows =
        [
            ["layer", "kind", "output", "parameters", "FLOPs", GradientFlow.IsEmpty ? "" : "gradient"],
            ["input", "", Describe(InputShape), "", "", ""],
            .. AllLayers.Select((layer, i) => new[]
            {
                layer.Path, layer.Description, Describe(layer.OutputShape),
                Number(layer.ParameterCount), Number(layer.Flops), GradientFlow.IsEmpty ? "" : GradientFlow[i].ToString(),
            }),
            ["total", Loss?.Kind ?? "", "", Number(ParameterCount), Number(Flops), ""],
            .. Clipping is null ? Array.Empty<string[]>() : [["clipping", Clipping.ToString(), "", "", "", ""]],
        ];
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        var text = new StringBuilder($"{Name} ({Precision.ToString().ToLowerInvariant()})");
        foreach (string[] row in rows)
        {
            string line = string.Join("  ", row.Select((cell, column) => column < 3 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column])));
            text.Append('\n').Append(line.TrimEnd());
        }

        return text.ToString();
    }

    private static string Describe(ImmutableArray<int> shape) => $"[{string.Join(", ", shape)}]";

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static int Product(ImmutableArray<int> shape) => shape.Aggregate(1, static (product, size) => product * size);
}
