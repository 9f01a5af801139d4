using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Emit.Pools;

/// <summary>Emits adjoints of pools: every element goes back to the window that it came from.</summary>
internal sealed class UnpoolEmitter(Unpool unpool, ElementType element)
{
    private readonly int _channels = unpool.Adjoint.Length / unpool.Window.Positions;
    private readonly VectorDialect _vector = VectorDialect.Portable(element);

    public string Key => $"Unpool {unpool.Kind} {_channels} {unpool.Window}";

    private bool IsMax => unpool.Kind == PoolKind.Max;

    public void Emit(SourceWriter writer, string name)
    {
        string type = element.Name;
        var loop = new WindowLoop(unpool.Window, _channels);
        string saved = IsMax ? $", ref {type} x, ref {type} y" : "";
        writer.Line($"/// <summary>dx[b, {unpool.Window.Height.Input}, {unpool.Window.Width.Input}, {_channels}]: {(IsMax ? "the gradient of each window goes to its first greatest element" : "each element goes to all of its window")}.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block($"public static void {name}(ref {type} dy{saved}, ref {type} dx, in RowBlock<{type}> m)"))
        {
            if (!unpool.Window.Covers)
                writer.Line($"Rows.Clear(ref dx, m.Rows * {loop.InputLength});");
            (string, string)[] inputs = IsMax ? [("dx", "target"), ("x", "window")] : [("dx", "target")];
            string[] outputs = IsMax ? ["dy", "y"] : ["dy"];
            loop.Emit(writer, element, inputs, outputs, () => ChannelLoop.Emit(writer, element, _channels, access =>
            {
                writer.Line($"{_vector.Type} gradient = {Scaled(access.Load("dy"), loop)};");
                if (IsMax)
                    writer.Line($"{_vector.Type} greatest = {access.Load("y")}, share;");
                loop.EmitElements(writer, IsMax ? ["target", "window"] : ["target"], references => EmitElement(writer, access, references));
            }));
        }
    }

    private void EmitElement(SourceWriter writer, ChannelLoop.Access access, IReadOnlyList<string> references)
    {
        string value = IsMax ? "share" : "gradient";
        if (IsMax)
        {
            // Once it is given away there is nothing left for another element that equals the greatest.
            writer.Line($"share = Vector.ConditionalSelect(Vector.Equals({access.Load(references[1])}, greatest), gradient, {_vector.Zero});");
            writer.Line("gradient -= share;");
        }

        writer.Line(access.Store(unpool.Window.Covers ? value : $"({access.Load(references[0])} + {value})", references[0]));
    }

    private string Scaled(string gradient, WindowLoop loop) => unpool.Kind switch
    {
        PoolKind.Mean => $"{gradient} * {element.Literal(1.0 / unpool.Window.Taps)}",
        PoolKind.MeanInside => $"{gradient} * (({element.Name})1 / {loop.CountInside})",
        _ => gradient,
    };
}
