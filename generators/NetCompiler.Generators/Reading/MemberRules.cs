using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetCompiler.Generators.Reading;

/// <summary>Rules on the members that a network class has of its own.</summary>
internal static class MemberRules
{
    private static readonly HashSet<string> s_generated =
        ["Definition", "InputLength", "OutputLength", "TargetLength", "Parameters", "CreateWorkspace", "Predict", "Freeze", "Gradient", "Loss", "_network"];

    private static readonly string[] s_generatedForSequences = ["MaxSteps", "CreateSequenceState", "StepInputLength", "StepOutputLength", "CreateState", "Step"];

    private static readonly string[] s_generatedForDecoders = ["MaxTargetSteps", "Encode", "Rows"];

    /// <summary>Checks that no member, inherited ones included, clashes with a generated one, and that every constructor calls the generated one.</summary>
    /// <param name="type">The class.</param>
    /// <param name="element">The element type of the network, <c>float</c> or <c>double</c>.</param>
    /// <param name="isSequence">Whether the network reads sequences.</param>
    /// <param name="hasDecoder">Whether it writes sequences of its own.</param>
    /// <param name="problems">Receives what is wrong.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <returns>The generated members that the class cannot have; <c>.ctor</c> stands for the constructor.</returns>
    public static HashSet<string> Check(INamedTypeSymbol type, string element, bool isSequence, bool hasDecoder, ICollection<DeclarationProblem> problems, CancellationToken cancellation)
    {
        // The members of a base network hide from the generator, which does not see what it generates.
        HashSet<string> taken = TypeRules.BaseNetwork(type, cancellation) is null ? [] : [.. s_generated];
        HashSet<string> generated = isSequence ? [.. s_generated, .. s_generatedForSequences, .. hasDecoder ? s_generatedForDecoders : []] : s_generated;
        if (generated.Contains(type.Name))
        {
            taken.Add(type.Name);
            problems.Add(new(DiagnosticId.MemberConflict, TypeRules.NameLocation(type),
                $"The network class is called {type.Name}, like a member that the compiler generates for it; rename the class"));
        }

        bool canCallBase = TypeRules.BaseWithArguments(type) is null;
        for (INamedTypeSymbol? declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            foreach (ISymbol member in declaring.GetMembers().Where(member => !member.IsImplicitlyDeclared && !IsGenerated(member)))
            {
                if (Clashes(member, type, element, generated))
                {
                    taken.Add(member.Name);
                    problems.Add(Conflict(member, type));
                }
                else if (canCallBase && ReferenceEquals(declaring, type) && LeavesOutSeed(member, cancellation))
                {
                    problems.Add(new(DiagnosticId.ConstructorWithoutSeed, Location(member, type),
                        $"This constructor of {type.Name} leaves the network without parameters, because it does not call the generated one; write : this(seed) behind its parameters"));
                }
            }
        }

        return taken;
    }

    private static bool Clashes(ISymbol member, INamedTypeSymbol type, string element, HashSet<string> generated)
    {
        bool isInherited = !ReferenceEquals(member.ContainingType, type);
        if (member is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor)
            return !isInherited && constructor.Parameters is [{ RefKind: RefKind.None, Type.SpecialType: SpecialType.System_UInt64 }];
        if (!generated.Contains(member.Name) || (isInherited && member.DeclaredAccessibility == Accessibility.Private))
            return false;
        // Overloads of the generated methods are welcome.
        return member is not IMethodSymbol method || GeneratedParameters(member.Name, element) is not { } parameters
            || (method.Arity == 0 && method.Parameters.All(parameter => parameter.RefKind == RefKind.None)
                && method.Parameters.Select(parameter => parameter.Type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat.RemoveMiscellaneousOptions(
                    SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier))).SequenceEqual(parameters));
    }

    private static string[]? GeneratedParameters(string method, string element)
    {
        string input = $"System.ReadOnlySpan<{element}>";
        return method switch
        {
            "CreateWorkspace" => ["int"],
            "Freeze" => [],
            "Predict" => [input, $"System.Span<{element}>"],
            "Gradient" => [input, input, $"NetCompiler.Workspace<{element}>"],
            "Loss" => [input, input],
            "Encode" => [input, "System.ReadOnlySpan<int>", $"NetCompiler.RecurrentState<{element}>"],
            "CreateState" => ["int"],
            "Step" => [input, $"NetCompiler.RecurrentState<{element}>", $"System.Span<{element}>"],
            _ => null,
        };
    }

    private static DeclarationProblem Conflict(ISymbol member, INamedTypeSymbol type)
    {
        (string name, string remedy) = member switch
        {
            IMethodSymbol { MethodKind: MethodKind.Constructor } => ($"{type.Name}(ulong seed)", "give yours other parameters and let it call this(seed)"),
            IMethodSymbol { Name: "CreateWorkspace" or "Predict" or "Freeze" or "Gradient" or "Loss" or "CreateState" or "Step" or "Encode" } => ($"{member.Name} with these parameters", "rename yours, or give it other parameters"),
            _ => (member.Name, "rename yours"),
        };
        return new(DiagnosticId.MemberConflict, Location(member, type), $"{member.ContainingType.Name} declares {name}, which the compiler generates for the network; {remedy}");
    }

    /// <summary>Whether a constructor calls none of its class. A record's own copy constructor copies the network as well, and primary constructors
    /// are an error anyway.</summary>
    private static bool LeavesOutSeed(ISymbol member, CancellationToken cancellation) =>
        member is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor
        && !(member.ContainingType.IsRecord && constructor.Parameters is [{ } original] && SymbolEqualityComparer.Default.Equals(original.Type, member.ContainingType))
        && constructor.DeclaringSyntaxReferences.Any(reference =>
            reference.GetSyntax(cancellation) is ConstructorDeclarationSyntax { Initializer: null or { RawKind: (int)SyntaxKind.BaseConstructorInitializer } });

    /// <summary>Whether the member is ours: the analyzer sees the class together with its generated part.</summary>
    private static bool IsGenerated(ISymbol member) =>
        member.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree.FilePath.Contains(typeof(NetworkGenerator).FullName));

    /// <summary>Where a member is declared, or for an inherited one the class in question.</summary>
    private static Location Location(ISymbol member, INamedTypeSymbol type) =>
        ReferenceEquals(member.ContainingType, type) && member.Locations.FirstOrDefault() is { } location ? location : TypeRules.NameLocation(type);
}
