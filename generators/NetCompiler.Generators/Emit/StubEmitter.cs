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
            using (writer.Block(stub.IsStatic ? declaration.Type.Header : $"{declaration.Type.Header} : global::NetCompiler.{Interface(stub)}<{type}>"))
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
        foreach ((string declaring, string result, string name, string parameters) in Members(type, stub))
        {
            // Where the class uses the name otherwise, the interface is still implemented.
            Member(writer, stub.Taken.Contains(name)
                ? $"{result} global::NetCompiler.{declaring}<{type}>.{name}{parameters.Replace(" = null", "").Replace(" = 1", "")} => {Throw};"
                : $"public {result} {name}{parameters} => {Throw};");
        }

        Member(writer, $"global::NetCompiler.NetworkDefinition {contract}.Definition => {Throw};");
    }

    /// <summary>The interface of a network, or that of one whose sequences may be given step by step: whether they may, nobody knows yet.</summary>
    private static string Interface(StubDeclaration stub) => stub.HasDecoder ? "ISequenceToSequenceNetwork" : stub.IsSequence ? "IRecurrentNetwork" : "INetwork";

    /// <summary>The members of the interface, those with a body left out.</summary>
    private static IEnumerable<(string Declaring, string Result, string Name, string Parameters)> Members(string type, StubDeclaration stub)
    {
        string numbers = $"global::System.ReadOnlySpan<{type}>", output = $"global::System.Span<{type}> output", workspace = $"global::NetCompiler.Workspace<{type}> workspace";
        const string Lengths = "global::System.ReadOnlySpan<int> lengths", TargetLengths = "global::System.ReadOnlySpan<int> targetLengths";
        string sequenceState = $"global::NetCompiler.SequenceState<{type}>", state = $"global::NetCompiler.RecurrentState<{type}>";
        List<(string, string, string, string)> members =
        [
            ("INetwork", "int", "InputLength", ""),
            ("INetwork", "int", "OutputLength", ""),
            ("INetwork", "int", "TargetLength", ""),
            ("INetwork", $"global::System.Span<{type}>", "Parameters", ""),
            ("INetwork", $"global::NetCompiler.Workspace<{type}>", "CreateWorkspace", "(int maxBatch)"),
            ("INetwork", "void", "Predict", $"({numbers} input, {output})"),
            ("INetwork", $"global::NetCompiler.FrozenNetwork<{type}>", "Freeze", "()"),
            ("INetwork", type, "Gradient", $"({numbers} input, {numbers} target, {workspace})"),
            ("INetwork", type, "Loss", $"({numbers} output, {numbers} target)"),
        ];
        if (!stub.IsSequence && !stub.HasDecoder)
            return members;

        (string reads, string steps) = stub.HasDecoder ? ("ISequenceToSequenceNetwork", "ISequenceToSequenceNetwork") : ("ISequenceNetwork", "IRecurrentNetwork");
        members.AddRange(
        [
            (reads, "int", "MaxSteps", ""),
            (steps, "int", "StepInputLength", ""),
            (steps, "int", "StepOutputLength", ""),
            (steps, state, "CreateState", "(int batch = 1)"),
            (steps, "void", "Step", $"({numbers} {(stub.HasDecoder ? "previous" : "input")}, {state} state, {output})"),
            (reads, type, "Loss", $"({numbers} output, {(stub.HasDecoder ? TargetLengths : Lengths)}, {numbers} target)"),
        ]);
        members.AddRange(stub.HasDecoder ?
        [
            (reads, "int", "MaxTargetSteps", ""),
            (reads, "void", "Predict", $"({numbers} source, {Lengths}, {output})"),
            (reads, "void", "Predict", $"({numbers} source, {Lengths}, {numbers} previous, {TargetLengths}, {output})"),
            (reads, type, "Gradient", $"({numbers} source, {Lengths}, {numbers} target, {TargetLengths}, {workspace})"),
            (reads, type, "Gradient", $"({numbers} source, {Lengths}, {numbers} previous, {numbers} target, {TargetLengths}, {workspace})"),
            (reads, "void", "Encode", $"({numbers} source, {Lengths}, {state} state)"),
        ] :
        [
            (reads, sequenceState, "CreateSequenceState", "(int batch = 1)"),
            (reads, "void", "Predict", $"({numbers} input, {Lengths}, {output}, {sequenceState}? state = null)"),
            (reads, type, "Gradient", $"({numbers} input, {Lengths}, {numbers} target, {workspace}, {sequenceState}? state = null)"),
        ]);
        return members;
    }

    private static void Member(SourceWriter writer, string text)
    {
        writer.Line("/// <summary>Not compiled.</summary>");
        writer.Line(text);
        writer.Line();
    }
}
