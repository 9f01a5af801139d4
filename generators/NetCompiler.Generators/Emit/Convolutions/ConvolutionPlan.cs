using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Emit.Convolutions;

/// <summary>How a convolution with one result per example, Y = X∗W or dX from dY and W, is brought down to correlations.</summary>
internal sealed class ConvolutionPlan
{
    private ConvolutionPlan(PaddedMap left, IReadOnlyList<Correlation> correlations, IReadOnlyList<WeightPack> packs, int rightStride, int groupLength)
    {
        (Left, Correlations, Packs, RightStride, GroupLength) = (left, correlations, packs, rightStride, groupLength);
    }

    /// <summary>The factor that positions and taps are taken from.</summary>
    public PaddedMap Left { get; }

    public IReadOnlyList<Correlation> Correlations { get; }

    /// <summary>The runs of taps whose weights are packed in another order; none where the weight is used as it is.</summary>
    public IReadOnlyList<WeightPack> Packs { get; }

    /// <summary>Elements from one term of the right factor to the next.</summary>
    public int RightStride { get; }

    /// <summary>Elements of the right factor from one group to the next.</summary>
    public int GroupLength { get; }

    public static ConvolutionPlan Create(ConvolutionShape shape, ElementType element) =>
        shape.Signature.Form == ProductForm.Forward ? Forward(shape) : InputGradient(shape, element);

    private static ConvolutionPlan Forward(ConvolutionShape shape)
    {
        (WindowAxis y, WindowAxis x) = (shape.Height, shape.Width);
        var left = new PaddedMap(y.Input, x.Input, shape.Inputs, y.Before, y.After, x.Before, x.After, AlwaysCopies: shape.IsChannelwise && shape.ReadsCaller);
        var correlation = new Correlation(
            y.Output, x.Output,
            LeftStart: 0, LeftRow: y.Stride * left.Pitch, LeftColumn: x.Stride * shape.Inputs,
            OutStart: 0, OutRow: x.Output * shape.Outputs, OutColumn: shape.Outputs,
            RightStart: 0,
            Correlation.Loops((y.Kernel, y.Dilation * left.Pitch), (x.Kernel, x.Dilation * shape.Inputs), (shape.GroupInputs, 1)));
        return new(left, [correlation], [], rightStride: shape.Outputs, groupLength: shape.GroupOutputs);
    }

    private static ConvolutionPlan InputGradient(ConvolutionShape shape, ElementType element)
    {
        (WindowAxis y, WindowAxis x) = (shape.Height, shape.Width);
        GradientPhase[] rows = [.. GradientPhase.Of(y)], columns = [.. GradientPhase.Of(x)];
        var left = new PaddedMap(
            y.Output, x.Output, shape.Outputs,
            rows.Max(phase => Math.Max(0, -phase.FirstOutput)), rows.Max(phase => Math.Max(0, phase.FirstOutput + phase.OutputExtent - y.Output)),
            columns.Max(phase => Math.Max(0, -phase.FirstOutput)), columns.Max(phase => Math.Max(0, phase.FirstOutput + phase.OutputExtent - x.Output)),
            AlwaysCopies: false);

        // Rows of packed weights are whole vectors, so that none reaches into the next.
        int lanes = VectorWidth.Widest / element.Size;
        int stride = shape.IsChannelwise ? shape.Inputs : (shape.GroupInputs + lanes - 1) / lanes * lanes;
        int tapLength = shape.IsChannelwise ? stride : shape.GroupOutputs * stride;
        var correlations = new List<Correlation>();
        var packs = new List<WeightPack>();
        int start = 0;
        foreach (GradientPhase row in rows)
        {
            foreach (GradientPhase column in columns)
            {
                int taps = row.Taps * column.Taps;
                correlations.Add(new Correlation(
                    row.Count, column.Count,
                    LeftStart: taps == 0 ? 0 : ((left.Top + row.FirstOutput) * left.Pitch) + ((left.Left + column.FirstOutput) * shape.Outputs),
                    LeftRow: left.Pitch, LeftColumn: shape.Outputs,
                    OutStart: ((row.First * x.Input) + column.First) * shape.Inputs, OutRow: y.Stride * x.Input * shape.Inputs, OutColumn: x.Stride * shape.Inputs,
                    RightStart: start,
                    Correlation.Loops((row.Taps, row.OutputStep * left.Pitch), (column.Taps, column.OutputStep * shape.Outputs), (shape.GroupOutputs, 1))));
                if (taps > 0)
                    packs.Add(new WeightPack(row, column, start));
                start += taps * tapLength;
            }
        }

        return new(left, correlations, packs, stride, start);
    }

    /// <summary>Elements of the packed weights of all groups, as a multiple of a cache line.</summary>
    public int PackLength(ConvolutionShape shape, ElementType element)
    {
        int lanes = VectorWidth.Widest / element.Size, length = Packs.Count == 0 ? 0 : GroupLength * (shape.IsChannelwise ? 1 : shape.Groups);
        return (length + lanes - 1) / lanes * lanes;
    }
}

/// <summary>The taps of a phase of an input gradient, whose weights are packed from the last tap to the first.</summary>
/// <param name="Start">Where they go.</param>
internal sealed record WeightPack(GradientPhase Row, GradientPhase Column, int Start);
