using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetCompiler.Generators.Reading;

/// <summary>The part that an attribute of ours plays.</summary>
internal enum AttributeRole
{
    Network,
    Input,
    Block,
    Layer,
    Loss,
    Clipping,
}

/// <summary>One of our attributes on a class, with what is needed to read it and to point at it.</summary>
internal sealed class DeclaredAttribute(INamedTypeSymbol type, AttributeData data, AttributeRole role, CancellationToken cancellation)
{
    private static readonly Dictionary<string, AttributeRole> s_bases = new()
    {
        ["LayerAttribute"] = AttributeRole.Layer,
        ["LossAttribute"] = AttributeRole.Loss,
        ["ClippingAttribute"] = AttributeRole.Clipping,
    };

    private readonly AttributeSyntax? _syntax = data.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax;

    public AttributeData Data { get; } = data;

    public AttributeRole Role { get; } = role;

    /// <summary>The name as users write it: <c>Dense</c> for DenseAttribute.</summary>
    public string Kind { get; } = data.AttributeClass!.Name is var name && name.EndsWith("Attribute", StringComparison.Ordinal)
        ? name.Substring(0, name.Length - "Attribute".Length)
        : name;

    /// <summary>Whether it is one of NetCompiler's own, and not a user's class derived from a base of theirs.</summary>
    public bool IsOurs { get; } = IsInOurNamespace(data.AttributeClass!);

    /// <summary>The type arguments of <c>Use&lt;T&gt;</c> and the like: the blocks that the attribute inserts.</summary>
    public ImmutableArray<ITypeSymbol> Blocks => IsOurs ? Data.AttributeClass!.TypeArguments : [];

    /// <summary>The class declaration that carries the attribute; null for a class from another assembly.</summary>
    public TypeDeclarationSyntax? Part => _syntax?.FirstAncestorOrSelf<TypeDeclarationSyntax>();

    public Location Location => _syntax?.GetLocation() ?? Location.None;

    /// <summary>Whether it stands in the same project as a class; where it does not, nothing can be reported.</summary>
    public bool IsInProjectOf(INamedTypeSymbol other) => SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, other.ContainingAssembly);

    /// <summary>The place of an argument, or of the whole attribute when it is not written.</summary>
    /// <param name="name">A constructor parameter or a property.</param>
    /// <param name="index">Which element of a params array.</param>
    public Location ArgumentLocation(string? name, int index = 0)
    {
        if (name is null || _syntax?.ArgumentList is not { } list)
            return Location;
        int position = -1;
        for (int i = 0; i < (Data.AttributeConstructor?.Parameters.Length ?? 0); i++)
        {
            if (Data.AttributeConstructor!.Parameters[i].Name == name)
                position = i + index;
        }

        AttributeArgumentSyntax? argument =
            list.Arguments.FirstOrDefault(a => (a.NameEquals?.Name ?? a.NameColon?.Name)?.Identifier.ValueText == name)
            ?? list.Arguments.Where(a => a.NameEquals is null && a.NameColon is null).ElementAtOrDefault(position);
        return argument?.GetLocation() ?? Location;
    }

    /// <summary>The place of a type argument of <c>Use&lt;T&gt;</c>.</summary>
    public Location TypeArgumentLocation(int index) =>
        _syntax?.Name.DescendantNodesAndSelf().OfType<TypeArgumentListSyntax>().FirstOrDefault()?.Arguments.ElementAtOrDefault(index)?.GetLocation() ?? Location;

    /// <summary>Whether a class has an attribute that the compiler does not know, such as a layer that is being typed; it reports that itself.</summary>
    public static bool AnyUnknown(INamedTypeSymbol type) => type.GetAttributes().Any(data => data.AttributeClass is null or { TypeKind: TypeKind.Error });

    /// <summary>All of our attributes on a class, in source order.</summary>
    public static List<DeclaredAttribute> On(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var attributes = new List<DeclaredAttribute>();
        foreach (AttributeData data in type.GetAttributes())
        {
            if (RoleOf(data.AttributeClass) is { } role)
                attributes.Add(new DeclaredAttribute(type, data, role, cancellation));
        }

        // Parts in other files come in an unspecified order, but then the declaration is in error anyway.
        return [.. attributes.OrderBy(attribute => attribute._syntax?.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(attribute => attribute._syntax?.SpanStart ?? 0)];
    }

    private static AttributeRole? RoleOf(INamedTypeSymbol? attribute)
    {
        if (attribute is null or { TypeKind: TypeKind.Error })
            return null;
        if (IsInOurNamespace(attribute))
        {
            switch (attribute.Name)
            {
                case "NetworkAttribute":
                    return AttributeRole.Network;
                case "InputAttribute":
                    return AttributeRole.Input;
                case "BlockAttribute":
                    return AttributeRole.Block;
            }
        }

        for (INamedTypeSymbol? root = attribute.BaseType; root is not null; root = root.BaseType)
        {
            if (IsInOurNamespace(root) && s_bases.TryGetValue(root.Name, out AttributeRole role))
                return role;
        }

        return null;
    }

    private static bool IsInOurNamespace(INamedTypeSymbol type) => type.ContainingNamespace is { Name: "NetCompiler", ContainingNamespace.IsGlobalNamespace: true };
}
