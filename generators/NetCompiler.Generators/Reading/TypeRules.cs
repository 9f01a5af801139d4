using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetCompiler.Generators.Reading;

/// <summary>Rules on the class that carries a network, and on the types around it.</summary>
internal static class TypeRules
{
    /// <summary>The oldest language that generated code is written in.</summary>
    private const LanguageVersion LeastVersion = LanguageVersion.CSharp12;

    /// <summary>Checks the class.</summary>
    public static void Check(INamedTypeSymbol type, ICollection<DeclarationProblem> problems, CancellationToken cancellation)
    {
        foreach (DeclarationProblem problem in NotPartial(type, cancellation))
            problems.Add(problem);
        foreach (INamedTypeSymbol current in TypeAndContainers(type))
        {
            if (current.TypeParameters.Length > 0)
                problems.Add(new(DiagnosticId.UnsupportedType, NameLocation(current), $"{Role(current, type)} must not be generic; remove its type parameters"));
            if (current.IsFileLocal)
                problems.Add(new(DiagnosticId.UnsupportedType, NameLocation(current), $"{Role(current, type)} must not be file-local, because the rest of it is in another file; write internal instead of file"));
        }

        foreach (string reason in Obstacles(type, cancellation))
            problems.Add(new(DiagnosticId.UnsupportedType, NameLocation(type), $"The network class {type.Name} {reason}"));
    }

    /// <summary>The problems of a class, or of types around it, that cannot have another part.</summary>
    public static IEnumerable<DeclarationProblem> NotPartial(INamedTypeSymbol type, CancellationToken cancellation) => TypeAndContainers(type)
        .Where(current => !IsPartial(current, cancellation))
        .Select(current => new DeclarationProblem(
            DiagnosticId.NotPartial, NameLocation(current), $"{Role(current, type)} must be partial; write: partial {TypeDescription.Keyword(current)} {current.Name}"));

    /// <summary>Where the name of a class is written.</summary>
    public static Location NameLocation(INamedTypeSymbol type) => type.Locations.FirstOrDefault() ?? Location.None;

    /// <summary>The constructor of the class itself that its other constructors have to call, or null.</summary>
    public static IMethodSymbol? PrimaryConstructor(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.InstanceConstructors.FirstOrDefault(constructor => constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(cancellation) is TypeDeclarationSyntax { ParameterList: not null }));

    /// <summary>The base class, unless one of its constructors can be called without arguments.</summary>
    public static INamedTypeSymbol? BaseWithArguments(INamedTypeSymbol type) =>
        type.BaseType is { SpecialType: SpecialType.None, TypeKind: TypeKind.Class } parent && !parent.InstanceConstructors.Any(constructor => TakesNothing(constructor) && IsCallable(constructor, type))
            ? parent
            : null;

    /// <summary>The next base class that is a network itself, or null.</summary>
    public static INamedTypeSymbol? BaseNetwork(INamedTypeSymbol type, CancellationToken cancellation)
    {
        INamedTypeSymbol? ancestor = type.BaseType;
        while (ancestor is not null && !DeclaredAttribute.On(ancestor, cancellation).Any(attribute => attribute.Role == AttributeRole.Network))
            ancestor = ancestor.BaseType;
        return ancestor;
    }

    /// <summary>Whether a class can call a constructor of its base class.</summary>
    public static bool IsCallable(IMethodSymbol constructor, INamedTypeSymbol from) => constructor.DeclaredAccessibility switch
    {
        Accessibility.Private => false,
        Accessibility.Internal or Accessibility.ProtectedAndInternal => SymbolEqualityComparer.Default.Equals(constructor.ContainingAssembly, from.ContainingAssembly),
        _ => true,
    };

    private static IEnumerable<INamedTypeSymbol> TypeAndContainers(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
            yield return current;
    }

    /// <summary>What a type is for the network, at the beginning of a sentence.</summary>
    private static string Role(INamedTypeSymbol current, INamedTypeSymbol network) =>
        SymbolEqualityComparer.Default.Equals(current, network) ? $"The network class {network.Name}" : $"{current.Name}, which contains the network class {network.Name},";

    /// <summary>Why the generated constructor or part cannot be added to a class.</summary>
    private static IEnumerable<string> Obstacles(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (type.TypeKind != TypeKind.Class)
            yield return $"is {(type.TypeKind == TypeKind.Interface ? "an" : "a")} {TypeDescription.Keyword(type)}, but must be a class, because a copy would share its parameters; write: partial class {type.Name}";
        if (type.DeclaringSyntaxReferences.Select(part => part.SyntaxTree.Options).OfType<CSharpParseOptions>().FirstOrDefault(options => options.LanguageVersion < LeastVersion) is { } options)
            yield return $"is compiled as C# {options.LanguageVersion.ToDisplayString()}, but the generated part is C# {LeastVersion.ToDisplayString()}; remove LangVersion from the project, or write <LangVersion>{LeastVersion.ToDisplayString()}</LangVersion>";
        if (type.IsStatic)
            yield return "must not be static, because every instance has parameters of its own; remove static";
        if (PrimaryConstructor(type, cancellation) is not null)
            yield return "must not have a primary constructor, because the constructor from a seed could not call it; write a constructor that calls this(seed)";
        if (BaseWithArguments(type) is { } parent)
            yield return $"must not derive from {parent.Name}, which has no constructor without parameters for the generated one to call; add one to {parent.Name}";
        if (BaseNetwork(type, cancellation) is { } network)
            yield return $"must not derive from {network.Name}, which is a network of its own; put the layers that they share into a class marked [Block]";
    }

    private static bool TakesNothing(IMethodSymbol constructor) => constructor.Parameters.All(parameter => parameter.IsOptional || parameter.IsParams);

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellation) => type.DeclaringSyntaxReferences
        .Select(reference => reference.GetSyntax(cancellation))
        .OfType<TypeDeclarationSyntax>()
        .All(declaration => declaration.Modifiers.Any(SyntaxKind.PartialKeyword));
}
