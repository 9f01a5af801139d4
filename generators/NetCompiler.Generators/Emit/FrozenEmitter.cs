using NetCompiler.Generators.Layers;

namespace NetCompiler.Generators.Emit;

/// <summary>Emits the class of frozen copies of the network.</summary>
internal static class FrozenEmitter
{
    public static void Emit(SourceWriter writer, NetworkModel model, ElementType element, StepLayout layout)
    {
        string type = element.Name;
        (int preparedLength, int frontLength) = layout.FrozenDecoder is { } decoder ? (decoder.PreparedLength, decoder.FrontLength) : (layout.Frozen.PreparedLength, layout.Frozen.FrontLength);
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
                DecoderClassEmitter.EmitPredict(writer, model, type, layout.FrozenDecoder, isFrozen: true);
            else
                ClassEmitter.EmitPredict(writer, model, type, layout.Frozen, "public override");
        }
    }
}
