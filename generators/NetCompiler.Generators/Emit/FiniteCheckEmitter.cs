using NetCompiler.Generators.Graph;
using NetCompiler.Generators.Passes;

namespace NetCompiler.Generators.Emit;

/// <summary>Emits the search for the layer at which a forward pass stops being finite. It runs only when a loss is not.</summary>
internal static class FiniteCheckEmitter
{
    public static void Emit(SourceWriter writer, ComputeGraph training, BufferPlan plan, ElementType element)
    {
        writer.Line();
        writer.Line("/// <summary>Runs the forward pass again and looks through the activations that it keeps, in order.</summary>");
        writer.Line("/// <returns>The path of the first layer with one that is infinite or NaN; null when there is none.</returns>");
        using (writer.Block($"public static string? FirstNonFinite({PassEmitter.Blocks(training, element)})"))
        {
            writer.Line($"Forward({PassEmitter.Arguments(training)});");
            var storage = new SequenceStorage(training);
            foreach ((string layer, Value value) in Kept(training).Where(kept => plan.Contains(kept.Value) && storage.SlotsOf(kept.Value) is Slots.All or Slots.AllAndInitial))
            {
                string steps = !value.IsSequence ? "" : storage.SlotsOf(value) == Slots.AllAndInitial ? $" * ({SequencePlaces.BlockOf(value)}.Steps + 1)" : $" * {SequencePlaces.BlockOf(value)}.Steps";
                writer.Line($"if (!m.IsFinite({plan[value]}, {value.Length}{steps}))");
                using (writer.Indent())
                    writer.Line($"return \"{layer}\";");
            }

            writer.Line();
            writer.Line("return null;");
        }
    }

    // A function of the product alone is finite where the product is, so it tells of the product.
    private static string LayerOf(Operation operation, Value output) =>
        operation is Product { Epilogue: { Operands.Length: > 0 } epilogue } && epilogue.Result == output ? epilogue.Layer : operation.Layer;

    /// <summary>Results of the forward pass that are read after it, so that they are all there when it ends.</summary>
    private static IEnumerable<(string Layer, Value Value)> Kept(ComputeGraph graph)
    {
        HashSet<Value> readLater = [.. graph.AllOperations.Where(operation => operation.Phase != Phase.Forward).SelectMany(operation => operation.Inputs)];
        foreach (Operation operation in graph.AllOperations.Where(operation => operation.Phase == Phase.Forward && operation is not Arrange))
        {
            foreach (Value output in operation.Outputs.Where(readLater.Contains))
                yield return (LayerOf(operation, output), output);
        }
    }
}
