using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetCompiler.Generators.Declarations;

namespace NetCompiler.Generators.Reading;

/// <summary>How to continue a class in another file.</summary>
internal static class TypeDescription
{
    /// <summary>How to open another part of a class.</summary>
    public static TypeDeclaration Of(INamedTypeSymbol type)
    {
        var containers = new Stack<string>();
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
            containers.Push(Header(outer));
        string? ns = type.ContainingNamespace.IsGlobalNamespace ? null : type.ContainingNamespace.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat).Replace("global::", "");
        return new TypeDeclaration(ns, containers.ToEquatableArray(), Header(type), Escape(type.Name), type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat));
    }

    /// <summary>What a stub of the class can consist of.</summary>
    /// <param name="type">The class.</param>
    /// <param name="taken">The generated members that the class cannot have.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static StubDeclaration Stub(INamedTypeSymbol type, IEnumerable<string> taken, CancellationToken cancellation) => new(
        taken.OrderBy(name => name, StringComparer.Ordinal).ToEquatableArray(), type.IsStatic ? null : ConstructorCall(type, cancellation), type.IsStatic);

    /// <summary>Whether the type is visible in its own file only, by itself or by a type around it.</summary>
    public static bool IsFileLocal(INamedTypeSymbol type) => type.IsFileLocal || (type.ContainingType is { } outer && IsFileLocal(outer));

    /// <summary>Whether the type, its type parameters and all that it stands in have their names already: while they are typed they do not, and nothing can be added to them.</summary>
    public static bool IsNamed(INamespaceOrTypeSymbol symbol) =>
        symbol is INamespaceSymbol { IsGlobalNamespace: true }
        || (symbol.Name.Length > 0
            && (symbol is not INamedTypeSymbol type || type.TypeParameters.All(parameter => parameter.Name.Length > 0))
            && IsNamed((INamespaceOrTypeSymbol?)symbol.ContainingType ?? symbol.ContainingNamespace));

    /// <summary>The keywords that declare a type of this kind.</summary>
    public static string Keyword(INamedTypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Interface } => "interface",
        { TypeKind: TypeKind.Struct, IsRecord: true } => "record struct",
        { TypeKind: TypeKind.Struct } => "struct",
        { IsRecord: true } => "record",
        _ => "class",
    };

    private static string? ConstructorCall(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (TypeRules.PrimaryConstructor(type, cancellation) is { } primary)
            return Call("this", primary);
        if (TypeRules.BaseWithArguments(type) is not { } parent)
            return "";
        return parent.InstanceConstructors.FirstOrDefault(constructor => TypeRules.IsCallable(constructor, type)) is { } inherited ? Call("base", inherited) : null;
    }

    private static string? Call(string target, IMethodSymbol constructor)
    {
        if (constructor.Parameters.Any(parameter => parameter.RefKind != RefKind.None || parameter.Type is IPointerTypeSymbol or IFunctionPointerTypeSymbol))
            return null;
        IEnumerable<string> arguments = constructor.Parameters.Select(parameter => $"default({parameter.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)})!");
        return $" : {target}({string.Join(", ", arguments)})";
    }

    private static string Header(INamedTypeSymbol type)
    {
        string parameters = string.Join(", ", type.TypeParameters.Select(parameter => Escape(parameter.Name)));
        return $"partial {Keyword(type)} {Escape(type.Name)}{(parameters.Length > 0 ? $"<{parameters}>" : "")}";
    }

    private static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;
}
