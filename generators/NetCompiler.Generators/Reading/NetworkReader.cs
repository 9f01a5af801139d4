using Microsoft.CodeAnalysis;
using NetCompiler.Generators.Declarations;
using NetCompiler.Generators.Layers;

namespace NetCompiler.Generators.Reading;

/// <summary>Reads a network class. The generator takes the declaration, the analyzer the problems; so they cannot disagree.</summary>
internal static class NetworkReader
{
    /// <summary>Reads a class of which one part is marked Network.</summary>
    /// <returns>The declaration; null when there is none, or when another part is marked too and stands for the class.</returns>
    public static NetworkDeclaration? Read(GeneratorAttributeSyntaxContext match, CancellationToken cancellation)
    {
        var type = (INamedTypeSymbol)match.TargetSymbol;
        return IsRead(match, type, cancellation) ? Read(type, [], cancellation) : null;
    }

    /// <summary>What lacks the word partial, for a class of which one part is marked Network.</summary>
    public static IEnumerable<DeclarationProblem> NotPartial(GeneratorAttributeSyntaxContext match, CancellationToken cancellation) =>
        match.TargetSymbol is INamedTypeSymbol type && TypeDescription.IsNamed(type) && IsRead(match, type, cancellation) ? TypeRules.NotPartial(type, cancellation) : [];

    /// <summary>Reads a class marked Network.</summary>
    /// <returns>The declaration, or null when nothing can be added to the class, not even a stub.</returns>
    public static NetworkDeclaration? Read(INamedTypeSymbol type, ICollection<DeclarationProblem> problems, CancellationToken cancellation) =>
        Read(type, problems, new BlockReader(cancellation), cancellation);

    /// <summary>Reads a class marked Network together with the places where its layers are written.</summary>
    /// <returns>The declaration, or null when it has errors.</returns>
    public static (NetworkDeclaration Declaration, WrittenLayers Written)? ReadWritten(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var blocks = new BlockReader(cancellation);
        return Read(type, [], blocks, cancellation) is { Stub: null } declaration ? (declaration, blocks.Written) : null;
    }

    /// <summary>Whether the marked part is the one that stands for the class.</summary>
    private static bool IsRead(GeneratorAttributeSyntaxContext match, INamedTypeSymbol type, CancellationToken cancellation) =>
        DeclaredAttribute.On(type, cancellation).FirstOrDefault(attribute => attribute.Role == AttributeRole.Network)?.Part == match.TargetNode;

    private static NetworkDeclaration? Read(INamedTypeSymbol type, ICollection<DeclarationProblem> problems, BlockReader blocks, CancellationToken cancellation)
    {
        List<DeclaredAttribute> attributes = DeclaredAttribute.On(type, cancellation);
        DeclaredAttribute? network = attributes.FirstOrDefault(attribute => attribute.Role == AttributeRole.Network);
        if (network is null || !TypeDescription.IsNamed(type))
            return null;
        int before = problems.Count;
        TypeRules.Check(type, problems, cancellation);
        ListRules.Check(type, attributes, network, problems);

        var reader = new LayerListReader(problems, blocks, cancellation);
        List<LayerDeclaration> list = reader.Read(type, attributes);
        LayerDeclaration settings = reader.ReadArguments(network);
        bool isDouble = ReadPrecision(settings, network, problems) == Precision.Double;
        int[] shape = ReadInput(attributes, network, reader, settings, problems, out bool isSequence);
        HashSet<string> taken = MemberRules.Check(type, isDouble ? "double" : "float", isSequence, list.Any(layer => layer.Kind == "Decoder"), problems, cancellation);
        var declaration = new NetworkDeclaration(
            TypeDescription.Of(type),
            isDouble,
            shape.ToEquatableArray(),
            list.Where(layer => !LayerCatalog.IsLoss(layer.Kind)).ToEquatableArray(),
            list.FirstOrDefault(layer => LayerCatalog.IsLoss(layer.Kind)),
            ReadClipping(attributes, reader, problems),
            Stub: null)
        {
            IsSequence = isSequence,
        };
        bool isBroken = reader.IsBroken || problems.Count > before;
        if (!isBroken && NetworkModel.Check(declaration) is { } problem)
        {
            DeclaredAttribute place = problem.Layer is null ? network
                : ReferenceEquals(problem.Layer, declaration.Clipping) ? attributes.First(attribute => attribute.Role == AttributeRole.Clipping)
                : blocks.Written.Find(problem.Layer, list, type) ?? network;
            problems.Add(new DeclarationProblem(problem.Id, place.ArgumentLocation(problem.Argument), problem.Message)
            {
                Suggestion = problem.Suggestion is { } suggestion && blocks.Written[suggestion.Layer] is { } written && written.IsInProjectOf(type)
                    ? new SuggestedArgument(written.Location, suggestion.Argument, suggestion.Value)
                    : null,
            });
            isBroken = true;
        }

        if (!isBroken)
            return declaration;
        // Another file cannot add to a file-local type. A stub needs no layers; without them an edit of a broken network regenerates nothing.
        return TypeDescription.IsFileLocal(type)
            ? null
            : declaration with
            {
                InputShape = default,
                IsSequence = false,
                Layers = default,
                Loss = null,
                Clipping = null,
                Stub = TypeDescription.Stub(type, taken, cancellation) with { IsSequence = isSequence, HasDecoder = declaration.Decoder is not null },
            };
    }

    private static Precision ReadPrecision(LayerDeclaration settings, DeclaredAttribute network, ICollection<DeclarationProblem> problems)
    {
        var arguments = new LayerArguments(settings);
        Precision precision = arguments.Choice<Precision>(nameof(Precision));
        foreach (ArgumentProblem problem in arguments.Problems)
            problems.Add(new(problem.Id, network.ArgumentLocation(problem.Argument), problem.Message));
        return precision;
    }

    private static LayerDeclaration? ReadClipping(
        List<DeclaredAttribute> attributes, LayerListReader reader, ICollection<DeclarationProblem> problems)
    {
        LayerDeclaration? first = null;
        foreach (DeclaredAttribute attribute in attributes.Where(attribute => attribute.Role == AttributeRole.Clipping))
        {
            LayerDeclaration clipping = reader.ReadArguments(attribute);
            // Without a constructor the compiler has already reported the arguments.
            if (attribute.Data.AttributeConstructor is not null)
            {
                foreach (ArgumentProblem problem in ClippingRules.Check(clipping))
                    problems.Add(new(problem.Id, attribute.ArgumentLocation(problem.Argument), problem.Message));
            }

            first ??= clipping;
        }

        return first;
    }

    private static int[] ReadInput(
        List<DeclaredAttribute> attributes, DeclaredAttribute network, LayerListReader reader, LayerDeclaration settings,
        ICollection<DeclarationProblem> problems, out bool isSequence)
    {
        isSequence = false;
        DeclaredAttribute? shape = attributes.FirstOrDefault(attribute => attribute.Role == AttributeRole.Input);
        Argument? size = settings.Arguments.FirstOrDefault(argument => argument.Name == "Input");
        if (shape is null && size is null)
        {
            if (network.Data.AttributeConstructor is not null)
            {
                problems.Add(new(DiagnosticId.NoInput, network.Location,
                    "The network declares no input; write [Network(Input = 64)] with the number of input elements, or add [Input(1, 28, 28)], or for a sequence [Input(Time = 100, Features = 2)]"));
            }

            return [1];
        }

        if (shape is null)
        {
            if (size!.Value < 1)
            {
                problems.Add(new(DiagnosticId.NotPositive, network.ArgumentLocation("Input"),
                    $"Network: Input is {size.Value}, but must be at least 1; write the number of input elements, for example Input = 64"));
            }

            return [Math.Max((int)size.Value, 1)];
        }

        LayerDeclaration input = reader.ReadArguments(shape);
        if (size is not null)
        {
            problems.Add(new(DiagnosticId.TwoInputs, shape.Location,
                $"The input is declared twice: Network(Input = {size.Value}) and Input(…); remove one of the two"));
        }

        isSequence = SequenceInput.IsDeclared(input);
        return isSequence ? SequenceInput.Read(shape, input, problems) : ReadShape(shape, problems);
    }

    private static int[] ReadShape(DeclaredAttribute attribute, ICollection<DeclarationProblem> problems)
    {
        // Without a list the compiler has already reported the arguments.
        if (attribute.Data.ConstructorArguments is not [{ Kind: TypedConstantKind.Array } list])
            return [1];
        int[] shape = list.IsNull ? [] : [.. list.Values.Select(item => item.Value is int size ? size : 1)];
        for (int i = 0; i < shape.Length; i++)
        {
            if (shape[i] < 1)
            {
                problems.Add(new(DiagnosticId.NotPositive, attribute.ArgumentLocation("shape", i),
                    $"Input: dimension {i + 1} of {shape.Length} is {shape[i]}, but must be at least 1; write for example Input(1, 28, 28)"));
                shape[i] = 1;
            }
        }

        if (shape.Length == 0)
        {
            problems.Add(new(DiagnosticId.NoInput, attribute.Location, "Input has no dimensions; write the shape of one example, for example Input(1, 28, 28)"));
            return [1];
        }

        return shape;
    }

    /// <summary>The members of the public enum.</summary>
    private enum Precision
    {
        Float,
        Double,
    }
}
