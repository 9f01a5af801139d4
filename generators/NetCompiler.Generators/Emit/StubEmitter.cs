using NetCompiler.Generators.Declarations;

namespace NetCompiler.Generators.Emit;

/// <summary>Emits the members of a network whose declaration has errors, so that code that uses it shows no errors of its own.</summary>
internal static class StubEmitter
{
    public static string Emit(NetworkDeclaration declaration)
    {
        string type = declaration.IsDouble ? "double" : "float";
        const string Throw = "throw new global::System.InvalidOperationException(\"The declaration of this network has errors.\")";
        var writer = new SourceWriter();
        FileFrame.Header(writer);
        using (FileFrame.Namespace(writer, declaration.Type))
        {
            writer.Line("/// <remarks>The declaration has errors (NC1xxx); nothing was compiled.</remarks>");
            writer.Line(FileFrame.GeneratedCode);
            using (writer.Block($"{declaration.Type.Header} : global::NetCompiler.INetwork<{type}>"))
            {
                foreach (string member in new[]
                {
                    $"public {declaration.Type.Name}(ulong seed = 0) => {Throw};",
                    $"public static global::NetCompiler.NetworkDefinition Definition => {Throw};",
                    $"public int InputLength => {Throw};",
                    $"public int OutputLength => {Throw};",
                    $"public int TargetLength => {Throw};",
                    $"public global::System.Span<{type}> Parameters => {Throw};",
                    $"public global::NetCompiler.Workspace<{type}> CreateWorkspace(int maxBatch) => {Throw};",
                    $"public void Predict(global::System.ReadOnlySpan<{type}> input, global::System.Span<{type}> output) => {Throw};",
                    $"public {type} Gradient(global::System.ReadOnlySpan<{type}> input, global::System.ReadOnlySpan<{type}> target, global::NetCompiler.Workspace<{type}> workspace) => {Throw};",
                    $"public {type} Loss(global::System.ReadOnlySpan<{type}> output, global::System.ReadOnlySpan<{type}> target) => {Throw};",
                })
                {
                    writer.Line("/// <summary>Not compiled.</summary>");
                    writer.Line(member);
                    writer.Line();
                }

                writer.Line($"global::NetCompiler.NetworkDefinition global::NetCompiler.INetwork<{type}>.Definition => Definition;");
            }
        }

        return writer.ToString();
    }
}
