using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetCompiler.Generators.Declarations;

namespace NetCompiler.Generators.Reading;

/// <summary>Rules on the class that carries a network, and how to continue it in another file.</summary>
internal static class TypeRules
{
    /// <summary>The members that the compiler generates.</summary>
    private static readonly HashSet<string> s_generated =
        ["Definition", "InputLength", "OutputLength", "TargetLength", "Parameters", "CreateWorkspace", "Predict", "Gradient", "Loss", "_network"];

    /// <summary>Checks the class.</summary>
    /// <returns>Whether another part of it can be declared at all.</returns>
    public static bool Check(INamedTypeSymbol type, ICollection<DeclarationProblem> problems, CancellationToken cancellation)
    {
        bool canExtend = true;
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            string what = SymbolEqualityComparer.Default.Equals(current, type) ? $"The network class {type.Name}" : $"{current.Name}, which contains the network class {type.Name},";
            if (!IsPartial(current, cancellation))
            {
                canExtend = false;
                problems.Add(new(DiagnosticId.NotPartial, NameLocation(current), $"{what} must be partial; write: partial {Keyword(current)} {current.Name}"));
            }

            if (current.TypeParameters.Length > 0)
            {
                canExtend = false;
                problems.Add(new(DiagnosticId.UnsupportedType, NameLocation(current), $"{what} must not be generic; remove its type parameters"));
            }
        }

        foreach (string reason in Obstacles(type, cancellation))
        {
            canExtend = false;
            problems.Add(new(DiagnosticId.UnsupportedType, NameLocation(type), $"The network class {type.Name} {reason}"));
        }

        // A stub would declare the same members again.
        return CheckMembers(type, problems) && canExtend;
    }

    /// <summary>Why the generated constructor or part cannot be added to a class.</summary>
    private static IEnumerable<string> Obstacles(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (type.IsStatic)
            yield return "must not be static, because every instance has parameters of its own; remove static";
        if (type.IsFileLocal)
            yield return "must not be file-local, because the rest of it is in another file; write internal instead of file";
        if (Declarations(type, cancellation).Any(declaration => declaration.ParameterList is not null))
            yield return "must not have a primary constructor, because the constructor from a seed could not call it; write a constructor that calls this(seed)";
        if (type.BaseType is { SpecialType: not SpecialType.System_Object, TypeKind: not TypeKind.Error } parent && !parent.InstanceConstructors.Any(constructor => IsCallable(constructor, type)))
            yield return $"must not derive from {parent.Name}, which has no constructor without parameters for the generated one to call; add one to {parent.Name}";
    }

    private static bool IsCallable(IMethodSymbol constructor, INamedTypeSymbol from) =>
        constructor.Parameters.All(parameter => parameter.IsOptional || parameter.IsParams)
        && constructor.DeclaredAccessibility switch
        {
            Accessibility.Private => false,
            Accessibility.Internal or Accessibility.ProtectedAndInternal => SymbolEqualityComparer.Default.Equals(constructor.ContainingAssembly, from.ContainingAssembly),
            _ => true,
        };

    /// <summary>How to open another part of the class.</summary>
    public static TypeDeclaration Describe(INamedTypeSymbol type)
    {
        var containers = new Stack<string>();
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
            containers.Push(Header(outer));
        string? ns = type.ContainingNamespace.IsGlobalNamespace ? null : type.ContainingNamespace.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat).Replace("global::", "");
        return new TypeDeclaration(ns, containers.ToEquatableArray(), Header(type), Escape(type.Name), type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat));
    }

    /// <summary>Checks that no member, inherited ones included, has the name of a generated one.</summary>
    private static bool CheckMembers(INamedTypeSymbol type, ICollection<DeclarationProblem> problems)
    {
        int before = problems.Count;
        for (INamedTypeSymbol? declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            bool isInherited = !ReferenceEquals(declaring, type);
            foreach (ISymbol member in declaring.GetMembers())
            {
                if (member.IsImplicitlyDeclared || IsGenerated(member) || (isInherited && member.DeclaredAccessibility == Accessibility.Private))
                    continue;
                // Overloads of the methods are welcome; only the generated signatures are taken.
                bool isOverload = member is IMethodSymbol method && method.Name is "CreateWorkspace" or "Predict" or "Gradient" or "Loss" && !HasGeneratedSignature((IMethodSymbol)member);
                bool isSeedConstructor = !isInherited && member is IMethodSymbol { MethodKind: MethodKind.Constructor, Parameters: [{ Type.SpecialType: SpecialType.System_UInt64 }] };
                if ((!s_generated.Contains(member.Name) || isOverload) && !isSeedConstructor)
                    continue;
                string name = isSeedConstructor ? $"{type.Name}(ulong seed)" : member.Name;
                Location location = isInherited ? NameLocation(type) : member.Locations.FirstOrDefault() ?? NameLocation(type);
                problems.Add(new(DiagnosticId.MemberConflict, location, $"{declaring.Name} declares {name}, which the compiler generates for the network; rename yours"));
            }
        }

        return problems.Count == before;
    }

    /// <summary>Whether the member is ours: the analyzer sees the class together with its generated part.</summary>
    private static bool IsGenerated(ISymbol member) =>
        member.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree.FilePath.Contains(typeof(NetworkGenerator).FullName));

    private static bool HasGeneratedSignature(IMethodSymbol method) => method.Name switch
    {
        "CreateWorkspace" => method.Parameters is [{ Type.SpecialType: SpecialType.System_Int32 }],
        "Gradient" => method.Parameters.Length == 3 && method.Parameters[0].Type.Name == "ReadOnlySpan",
        _ => method.Parameters.Length == 2 && method.Parameters[0].Type.Name == "ReadOnlySpan" && method.Parameters[1].Type.Name is "Span" or "ReadOnlySpan",
    };

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellation) =>
        Declarations(type, cancellation).All(declaration => declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static IEnumerable<TypeDeclarationSyntax> Declarations(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellation)).OfType<TypeDeclarationSyntax>();

    private static Location NameLocation(INamedTypeSymbol type) => type.Locations.FirstOrDefault() ?? Location.None;

    private static string Header(INamedTypeSymbol type) => $"partial {Keyword(type)} {Escape(type.Name)}";

    private static string Keyword(INamedTypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Interface } => "interface",
        { TypeKind: TypeKind.Struct, IsRecord: true } => "record struct",
        { TypeKind: TypeKind.Struct } => "struct",
        { IsRecord: true } => "record",
        _ => "class",
    };

    private static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;
}
