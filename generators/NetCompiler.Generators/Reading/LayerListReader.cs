using Microsoft.CodeAnalysis;
using NetCompiler.Generators.Declarations;
using NetCompiler.Generators.Layers;

namespace NetCompiler.Generators.Reading;

/// <summary>Reads the layers of one class and, where they insert blocks, the layers of those.</summary>
/// <param name="problems">Receives what is wrong with the class itself; problems inside a block are reported on the block.</param>
internal sealed class LayerListReader(ICollection<DeclarationProblem> problems, BlockReader blocks, CancellationToken cancellation)
{
    /// <summary>Whether something was wrong, here or in a block.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Reads the layer and loss attributes of a class.</summary>
    public List<LayerDeclaration> Read(INamedTypeSymbol owner, IEnumerable<DeclaredAttribute> attributes)
    {
        var layers = new List<LayerDeclaration>();
        // Without the layer that it may be, the others need not fit.
        IsBroken |= DeclaredAttribute.AnyUnknown(owner);
        foreach (DeclaredAttribute attribute in attributes)
        {
            cancellation.ThrowIfCancellationRequested();
            if (attribute.Role is AttributeRole.Layer or AttributeRole.Loss)
                layers.Add(blocks.Written.Add(ReadLayer(owner, attribute), attribute));
        }

        return layers;
    }

    /// <summary>Reads the arguments of an attribute; an argument that the compiler rejects marks the declaration as broken.</summary>
    public LayerDeclaration ReadArguments(DeclaredAttribute attribute)
    {
        var arguments = new List<Argument>();
        AttributeData data = attribute.Data;
        // Without a constructor the compiler has already reported the arguments.
        IsBroken |= data.AttributeConstructor is null;
        int written = Math.Min(data.AttributeConstructor?.Parameters.Length ?? 0, data.ConstructorArguments.Length);
        for (int i = 0; i < written; i++)
            Add(arguments, data.AttributeConstructor!.Parameters[i].Name, data.ConstructorArguments[i]);
        foreach (KeyValuePair<string, TypedConstant> named in data.NamedArguments)
            Add(arguments, named.Key, named.Value);
        return new LayerDeclaration(attribute.Kind, arguments.ToEquatableArray());
    }

    private void Add(List<Argument> arguments, string name, TypedConstant constant)
    {
        if (constant.Kind == TypedConstantKind.Error)
        {
            IsBroken = true;
        }
        else if (constant.Kind == TypedConstantKind.Enum)
        {
            string? member = constant.Type!.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => Equals(field.ConstantValue, constant.Value))?.Name;
            arguments.Add(new Argument(name, Convert.ToDouble(constant.Value), member));
        }
        else if (constant is { Kind: TypedConstantKind.Array, IsNull: false })
        {
            // A list is several arguments of one name.
            foreach (TypedConstant item in constant.Values)
                Add(arguments, name, item);
        }
        else if (constant is { Kind: TypedConstantKind.Primitive, Value: bool or int or long or float or double })
        {
            arguments.Add(new Argument(name, Convert.ToDouble(constant.Value), Member: null));
        }
    }

    private LayerDeclaration ReadLayer(INamedTypeSymbol owner, DeclaredAttribute attribute)
    {
        LayerDeclaration layer = ReadArguments(attribute);
        if (!attribute.IsOurs || (!LayerCatalog.Knows(layer.Kind) && attribute.Blocks.IsEmpty))
            Report(DiagnosticId.UnknownLayer, attribute.Location, $"{layer.Kind} is not a layer that NetCompiler knows; use one of its own layer attributes");
        else if (LayerCatalog.Knows(layer.Kind) && attribute.Data.AttributeConstructor is not null)
            Check(attribute, layer);
        return attribute.Blocks.IsEmpty ? layer : ReadBlocks(owner, attribute, layer);
    }

    private void Check(DeclaredAttribute attribute, LayerDeclaration layer)
    {
        foreach (ArgumentProblem problem in LayerCatalog.Check(layer))
            Report(problem.Id, attribute.ArgumentLocation(problem.Argument), problem.Message);
    }

    private LayerDeclaration ReadBlocks(INamedTypeSymbol owner, DeclaredAttribute attribute, LayerDeclaration layer)
    {
        int count = (int)(layer.Arguments.FirstOrDefault(argument => argument.Name == "count")?.Value ?? (layer.Kind == "Bidirectional" ? 2 : 1));
        if (count < 1)
        {
            Report(DiagnosticId.NotPositive, attribute.ArgumentLocation("count"),
                $"{attribute.Kind}: count is {count}, but must be at least 1; write the number of copies, for example {attribute.Kind}<{attribute.Blocks[0].Name}>(2)");
        }

        var blocksOfLayer = new List<BlockDeclaration>();
        for (int i = 0; i < attribute.Blocks.Length; i++)
        {
            if (ReadBlock(owner, attribute, i) is not { } block)
                return layer;
            blocksOfLayer.Add(block);
        }

        return layer with { Count = Math.Max(count, 1), Blocks = blocksOfLayer.ToEquatableArray() };
    }

    private BlockDeclaration? ReadBlock(INamedTypeSymbol owner, DeclaredAttribute attribute, int index)
    {
        ITypeSymbol type = attribute.Blocks[index];
        // The compiler has already reported a type that does not exist.
        IsBroken |= type.TypeKind == TypeKind.Error;
        if (type.TypeKind == TypeKind.Error || !IsBlock(attribute, index, out INamedTypeSymbol? block))
            return null;
        if (blocks.Path(block!, owner) is { } path)
        {
            Report(DiagnosticId.RecursiveBlock, attribute.TypeArgumentLocation(index),
                $"{attribute.Kind} makes a block contain itself ({owner.Name} → {path}); remove this use, or use a block that does not lead back here");
            return null;
        }

        BlockDeclaration? declaration = blocks.Read(block!);
        IsBroken |= declaration is null;
        return declaration;
    }

    private bool IsBlock(DeclaredAttribute attribute, int index, out INamedTypeSymbol? block)
    {
        ITypeSymbol type = attribute.Blocks[index];
        block = type as INamedTypeSymbol;
        List<DeclaredAttribute> inner = block is null ? [] : DeclaredAttribute.On(block, cancellation);
        bool isNetwork = inner.Any(other => other.Role == AttributeRole.Network);
        if (inner.Any(other => other.Role == AttributeRole.Block) && !isNetwork)
            return true;
        string name = type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        Report(DiagnosticId.NotABlock, attribute.TypeArgumentLocation(index),
            $"{attribute.Kind}<{name}>: {name} {(isNetwork ? "is a network" : "is not a block")}; mark a class that holds only layers with [Block] and use that");
        return false;
    }

    private void Report(string id, Location location, string message)
    {
        IsBroken = true;
        problems.Add(new DeclarationProblem(id, location, message));
    }
}
