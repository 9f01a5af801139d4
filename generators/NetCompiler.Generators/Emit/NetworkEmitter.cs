using NetCompiler.Generators.Analysis;
using NetCompiler.Generators.Analysis.GradientFlow;
using NetCompiler.Generators.Declarations;
using NetCompiler.Generators.Graph;
using NetCompiler.Generators.Layers;
using NetCompiler.Generators.Passes;

namespace NetCompiler.Generators.Emit;

/// <summary>Compiles a declaration to the text of its generated file.</summary>
internal static class NetworkEmitter
{
    public static string Emit(NetworkDeclaration declaration)
    {
        NetworkModel model = NetworkModel.Create(declaration);
        ElementType element = declaration.IsDouble ? ElementType.Double : ElementType.Single;
        var kernels = new KernelLibrary(element);
        Dictionary<string, long> flops = Flops.ByLayer(model.Graph);
        NetworkFlow flow = FlowAnalysis.Predict(model);
        var kinds = model.AllLayers.ToDictionary(layer => layer.Path, layer => layer.Kind);
        if (declaration.Loss is { } loss)
            kinds["loss"] = loss.Kind;

        var passes = new SourceWriter();
        StepLayout layout = PassEmitter.Emit(passes, model, kernels, kinds);

        var writer = new SourceWriter();
        FileFrame.Header(writer);
        using (FileFrame.Namespace(writer, declaration.Type))
            ClassEmitter.Emit(writer, model, element, layout, flops, flow);
        writer.Line();
        using (writer.Block("namespace NetCompiler.Generated"))
        {
            FileFrame.Usings(writer);
            writer.Line();
            DefinitionEmitter.Emit(writer, model, flops, flow);
            writer.Line();
            FrozenEmitter.Emit(writer, model, element, layout);
            writer.Line();
            writer.Line("/// <summary>The passes over the layers. In a row block m, m.A(n) is the activation or gradient with n elements per row in front of it,");
            writer.Line("/// m.P(n) the parameter at offset n of the flat vector and m.G(n) its gradient.</summary>");
            using (writer.Block("file static class Passes"))
                writer.Line(passes.ToString().TrimEnd('\n'));
            writer.Line();
            // Kernels hold no references to objects: analysing what may be null would cost the compiler a fifth of its time for nothing.
            writer.Line("#nullable disable");
            writer.Line();
            writer.Line("/// <summary>One method per distinct operation; layers of the same shape share it.</summary>");
            using (writer.Block("file static class Kernels"))
                writer.Line(kernels.Source.ToString().TrimEnd('\n'));
        }

        return writer.ToString();
    }
}
