using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Emit.Pools;

/// <summary>Emits pools: one element per channel for every window.</summary>
internal sealed class PoolEmitter(Pool pool, ElementType element)
{
    private readonly int _channels = pool.Result.Length / pool.Window.Positions;
    private readonly VectorDialect _vector = VectorDialect.Portable(element);

    public string Key => $"Pool {pool.Kind} {_channels} {pool.Window}";

    private bool IsMax => pool.Kind == PoolKind.Max;

    public void Emit(SourceWriter writer, string name)
    {
        var loop = new WindowLoop(pool.Window, _channels);
        string what = IsMax ? "greatest element" : pool.Kind == PoolKind.Sum ? "sum" : "mean";
        writer.Line($"/// <summary>y[b, {pool.Window.Height.Output}, {pool.Window.Width.Output}, {_channels}] = the {what} of each window of x[b, {pool.Window.Height.Input}, {pool.Window.Width.Input}, {_channels}].</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block($"public static void {name}(ref {element.Name} x, ref {element.Name} y, in RowBlock<{element.Name}> m)"))
        {
            loop.Emit(writer, element, [("x", "window")], ["y"], () => ChannelLoop.Emit(writer, element, _channels, access =>
            {
                string start = IsMax ? _vector.Create($"{element.Name}.NegativeInfinity") : _vector.Zero;
                writer.Line($"{_vector.Type} result = {start};");
                loop.EmitElements(writer, ["window"], references => writer.Line(IsMax
                    ? $"result = Vector.Max(result, {access.Load(references[0])});"
                    : $"result += {access.Load(references[0])};"));
                writer.Line(access.Store(pool.Kind switch
                {
                    PoolKind.Mean => $"(result * {element.Literal(1.0 / pool.Window.Taps)})",
                    PoolKind.MeanInside => $"(result * (({element.Name})1 / {loop.CountInside}))",
                    _ => "result",
                }, "y"));
            }));
        }
    }
}
