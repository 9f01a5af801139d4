using NetCompiler.Generators.Layers;

namespace NetCompiler.Generators.Emit;

/// <summary>Emits the class of frozen copies of the network.</summary>
internal static class FrozenEmitter
{
    public static void Emit(SourceWriter writer, NetworkModel model, ElementType element, StepLayout layout)
    {
        string type = element.Name;
        (int preparedLength, int frontLength) = (layout.Frozen.PreparedLength, layout.Frozen.FrontLength);
        writer.Line("/// <summary>A copy of the network whose parameters do not change any more.</summary>");
        using (writer.Block($"file sealed class Frozen : FrozenNetwork<{type}>"))
        {
            writer.Line($"private readonly NetworkState<{type}> _network;");
            writer.Line();
            using (writer.Block($"public Frozen(NetworkState<{type}> network) : base(network.Definition)"))
            {
                writer.Line($"_network = network.Copy(preparedLength: {preparedLength});");
                if (preparedLength > 0)
                {
                    writer.Line($$"""
                        Passes.Prepare(new RowBlock<{{type}}>(
                            ref _network.First,
                            ref _network.First,
                            ref _network.First,
                            ref Scratch<{{type}}>.Get({{frontLength}}),
                            frontLength: {{frontLength}},
                            rows: 0,
                            capacity: 0));
                        """);
                }
            }

            if (layout.FrozenDecoder is not null)
            {
                new DecoderClassEmitter(writer, model, type, layout).EmitFrozen();
                return;
            }

            ClassEmitter.EmitPredict(writer, model, type, layout.Frozen, "public override");
            if (layout.FrozenStream is { } stream)
                StreamEmitter.EmitMembers(writer, model, type, stream, "public override");
        }
    }
}
