namespace NetCompiler.Generators.Graph;

/// <summary>Checks what every pass may rely on: each value is written once and before it is read, and shapes fit.</summary>
internal static class GraphVerifier
{
    /// <summary>Throws when a rule is broken.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="pass">The pass that made it, for the message.</param>
    public static void Verify(ComputeGraph graph, string pass)
    {
        var written = new HashSet<Value>();
        foreach (Operation operation in graph.Operations)
        {
            foreach (Value input in operation.Inputs)
            {
                if (input.Kind == ValueKind.Computed && !written.Contains(input))
                    Fail(pass, operation, $"reads {input} before it is written");
            }

            foreach (Value output in operation.Outputs)
            {
                if (output.Kind != ValueKind.Computed || !written.Add(output))
                    Fail(pass, operation, $"writes {output}, which is not a new value");
            }

            if (ShapeError(operation) is { } error)
                Fail(pass, operation, error);
            if (operation is Scan scan)
                VerifyBody(pass, scan, written);
        }

        foreach (Value result in graph.Results)
        {
            if (result.Kind == ValueKind.Computed && !written.Contains(result))
                throw new InvalidOperationException($"After {pass}: nothing writes the result {result}.\n{graph}");
        }
    }

    private static void VerifyBody(string pass, Scan scan, HashSet<Value> outside)
    {
        HashSet<Value> written = [.. outside.Except(scan.Outputs), .. scan.Carries.Select(carry => carry.Before)];
        foreach (Operation operation in scan.Body)
        {
            if (operation.Inputs.FirstOrDefault(input => input.Kind == ValueKind.Computed && !written.Contains(input)) is { } missing)
                Fail(pass, operation, $"reads {missing} before it is written");
            if (ShapeError(operation) is { } error)
                Fail(pass, operation, error);
            written.UnionWith(operation.Outputs);
        }

        if (scan.Carries.FirstOrDefault(carry => !written.Contains(carry.After)) is { } carried)
            Fail(pass, scan, $"never writes {carried.After}, which it hands on");
    }

    private static string? ShapeError(Operation operation) => operation switch
    {
        MatrixProduct { Form: ProductForm.Forward } p when p.Right.Length != p.Left.Length * p.Result.Length => "factors do not fit",
        MatrixProduct { Form: ProductForm.InputGradient } p when p.Right.Length != p.Left.Length * p.Result.Length => "factors do not fit",
        MatrixProduct { Form: ProductForm.WeightGradient } p when p.Result.Length != p.Left.Length * p.Right.Length => "factors do not fit",
        Convolution c when !Fits(c) => "channels or positions do not fit the window",
        Pool p when p.Operand.Length != p.Operand.Channels * p.Window.Height.Input * p.Window.Width.Input || p.Result.Length != p.Operand.Channels * p.Window.Positions => "positions do not fit the window",
        Unpool s when s.Adjoint.Length != s.Result.Channels * s.Window.Positions || s.Result.Length != s.Result.Channels * s.Window.Height.Input * s.Window.Width.Input => "positions do not fit the window",
        Interpolate i when i.Result.Length != i.Operand.Length * i.Vertically * i.Horizontally || i.Result.Channels != i.Operand.Channels => "the result is not as many times as large",
        InterpolateAdjoint i when i.Adjoint.Length != i.Result.Length * i.Vertically * i.Horizontally => "the adjoint is not as many times as large",
        Product { Epilogue: { } e } p when e.Operands.Any(operand => !operand.PerExample || operand.Length != p.Result.Length) =>
            "an epilogue operand has another shape than the product",
        Elementwise e when e.Operands.Any(operand => !IsBroadcast(operand, e.Result)) => "an operand cannot be broadcast",
        Elementwise e when e.Operands.Any(operand => operand.PerExample && operand.Length == e.Result.Length && operand.Layout != e.Result.Layout) => "an operand has another layout",
        Reduce r when r.Axis == Axis.Features && !IsBroadcast(r.Result, r.Shape) => "the sums do not divide the operands",
        Concatenate c when c.Result.Length != c.Parts.Sum(part => part.Length) => "parts do not fill the result",
        Split s when s.Whole.Length != s.Parts.Sum(part => part.Length) => "parts do not make up the whole",
        HeadProduct { Form: HeadForm.Scores } h when h.Left.Length != h.Right.Length || h.Result.Length != h.Heads * h.Right.Steps || h.Left.Length % h.Heads != 0 => "factors do not fit",
        HeadProduct { Form: HeadForm.Mix } h when h.Left.Length != h.Heads * h.Right.Steps || h.Result.Length != h.Right.Length => "factors do not fit",
        HeadProduct { Form: HeadForm.MixBack } h when h.Left.Length != h.Heads * h.Result.Steps || h.Result.Length != h.Right.Length => "factors do not fit",
        AddSteps a when a.Table.Length != a.Sequence.ExampleLength => "the table has other steps",
        Gather g when g.Result.Length * g.Table.Dimensions[0] != g.Indices.Length * g.Table.Length => "rows do not fill the result",
        ScatterAdd s when s.Adjoint.Length * s.Result.Dimensions[0] != s.Indices.Length * s.Result.Length => "rows do not fill the adjoint",
        Permute p when p.Operand.Length != p.Result.Length || p.Operand.Layout == p.Result.Layout => "does not change the layout",
        _ => null,
    };

    private static bool Fits(Convolution c)
    {
        int input = c.InputChannels * c.Window.Height.Input * c.Window.Width.Input, output = c.OutputChannels * c.Window.Positions;
        return c.Form switch
        {
            ProductForm.Forward => c.Left.Length == input && c.Result.Length == output,
            ProductForm.InputGradient => c.Left.Length == output && c.Result.Length == input,
            _ => c.Left.Length == input && c.Right.Length == output,
        };
    }

    private static bool IsBroadcast(Value operand, Value result) =>
        operand.Length == 1
        || (operand.Length == result.Length && (operand.PerExample || result.Layout == Layout.ChannelsFirst))
        || (operand.Length == result.Channels && result.HasChannelsInnermost)
        || (!operand.PerExample && !result.PerExample && operand.Length == result.Dimensions[result.Dimensions.Length - 1])
        || (operand.PerExample && result.Positions == 1 && result.Length % operand.Length == 0);

    private static void Fail(string pass, Operation operation, string what) =>
        throw new InvalidOperationException($"After {pass}: {operation.GetType().Name} of {operation.Layer} {what}.");
}
