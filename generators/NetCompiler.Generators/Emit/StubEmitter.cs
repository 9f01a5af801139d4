using NetCompiler.Generators.Declarations;

namespace NetCompiler.Generators.Emit;

/// <summary>Emits the members of a network whose declaration has errors, so that code that uses it shows no errors of its own.</summary>
internal static class StubEmitter
{
    private const string Throw = "throw new global::System.InvalidOperationException(\"The declaration of this network has errors.\")";

    public static string Emit(NetworkDeclaration declaration, StubDeclaration stub)
    {
        string type = declaration.IsDouble ? "double" : "float";
        string contract = $"global::NetCompiler.INetwork<{type}>";
        var writer = new SourceWriter();
        FileFrame.Header(writer);
        using (FileFrame.Namespace(writer, declaration.Type))
        {
            writer.Line("/// <remarks>The declaration has errors (NC1xxx); nothing was compiled.</remarks>");
            writer.Line(FileFrame.GeneratedCode);
            using (writer.Block(stub.IsStatic ? declaration.Type.Header : $"{declaration.Type.Header} : {contract}"))
            {
                if (stub.ConstructorCall is { } call && !stub.Taken.Contains(".ctor"))
                    Member(writer, $"public {declaration.Type.Name}(ulong seed = 0){call} => {Throw};");
                if (!stub.Taken.Contains("Definition"))
                    Member(writer, $"public static global::NetCompiler.NetworkDefinition Definition => {Throw};");
                if (!stub.IsStatic)
                    EmitContract(writer, type, contract, stub);
            }
        }

        return writer.ToString();
    }

    private static void EmitContract(SourceWriter writer, string type, string contract, StubDeclaration stub)
    {
        string input = $"global::System.ReadOnlySpan<{type}>";
        foreach ((string result, string name, string parameters) in new[]
        {
            ("int", "InputLength", ""),
            ("int", "OutputLength", ""),
            ("int", "TargetLength", ""),
            ($"global::System.Span<{type}>", "Parameters", ""),
            ($"global::NetCompiler.Workspace<{type}>", "CreateWorkspace", "(int maxBatch)"),
            ("void", "Predict", $"({input} input, global::System.Span<{type}> output)"),
            ($"global::NetCompiler.FrozenNetwork<{type}>", "Freeze", "()"),
            (type, "Gradient", $"({input} input, {input} target, global::NetCompiler.Workspace<{type}> workspace)"),
            (type, "Loss", $"({input} output, {input} target)"),
        })
        {
            // Where the class uses the name otherwise, the interface is still implemented.
            Member(writer, stub.Taken.Contains(name) ? $"{result} {contract}.{name}{parameters} => {Throw};" : $"public {result} {name}{parameters} => {Throw};");
        }

        Member(writer, $"global::NetCompiler.NetworkDefinition {contract}.Definition => {Throw};");
    }

    private static void Member(SourceWriter writer, string text)
    {
        writer.Line("/// <summary>Not compiled.</summary>");
        writer.Line(text);
        writer.Line();
    }
}
