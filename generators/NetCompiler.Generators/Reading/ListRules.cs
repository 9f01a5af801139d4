using Microsoft.CodeAnalysis;
using NetCompiler.Generators.Declarations;
using NetCompiler.Generators.Layers;

namespace NetCompiler.Generators.Reading;

/// <summary>Rules on which attributes may stand together on a class, and in which order.</summary>
internal static class ListRules
{
    /// <summary>Checks a network or a block.</summary>
    /// <param name="type">The class.</param>
    /// <param name="attributes">All of our attributes on the class, in source order.</param>
    /// <param name="owner">The Network or Block attribute.</param>
    /// <param name="problems">Receives what is wrong.</param>
    public static void Check(INamedTypeSymbol type, List<DeclaredAttribute> attributes, DeclaredAttribute owner, ICollection<DeclarationProblem> problems)
    {
        List<DeclaredAttribute> layers = [.. attributes.Where(attribute => attribute.Role == AttributeRole.Layer && !IsAroundBlock(attribute))];
        if (layers.Count == 0 && !DeclaredAttribute.AnyUnknown(type))
        {
            problems.Add(new(DiagnosticId.NoLayers, owner.Location,
                $"The {owner.Kind.ToLowerInvariant()} has no layers; add them below, for example [Dense(128), Relu] and [Dense(10)]"));
        }

        CheckParts(attributes, owner, problems);
        CheckAroundBlock(attributes, owner, problems);
        CheckClipping(attributes, owner, problems);
        if (owner.Role == AttributeRole.Block)
            CheckBlock(attributes, problems);
        else
            CheckLoss(attributes, problems);
    }

    /// <summary>Whether a layer is meant for the block that it stands on: a composite layer that names no blocks of its own.</summary>
    public static bool IsAroundBlock(LayerDeclaration layer) => layer.Blocks.Count == 0 && LayerCatalog.IsComposite(layer.Kind);

    private static bool IsAroundBlock(DeclaredAttribute attribute) => attribute.IsOurs && attribute.Blocks.IsEmpty && LayerCatalog.IsComposite(attribute.Kind);

    private static void CheckAroundBlock(List<DeclaredAttribute> attributes, DeclaredAttribute owner, ICollection<DeclarationProblem> problems)
    {
        List<DeclaredAttribute> around = [.. attributes.Where(IsAroundBlock)];
        foreach (DeclaredAttribute attribute in around)
        {
            if (owner.Role == AttributeRole.Network)
            {
                problems.Add(new(DiagnosticId.NotOnNetwork, attribute.Location,
                    $"{attribute.Kind} encloses the layers of a block, but this is a network; put the layers into a class marked [Block] and insert it with {attribute.Kind}<TheBlock>"));
            }
            else if (attribute != around[0])
            {
                problems.Add(new(DiagnosticId.Combination, attribute.Location,
                    $"The block has two layers around it, {around[0].Kind} and {attribute.Kind}; remove one, or enclose the block with {attribute.Kind}<TheBlock> where it is used"));
            }
        }
    }

    private static void CheckParts(List<DeclaredAttribute> attributes, DeclaredAttribute owner, ICollection<DeclarationProblem> problems)
    {
        if (attributes.FirstOrDefault(attribute => attribute.Part != owner.Part) is { } stray)
        {
            problems.Add(new(DiagnosticId.TwoParts, stray.Location,
                $"{stray.Kind} stands on another part of the class than {owner.Kind}, so its place among the layers is unknown; move all attributes to one part"));
        }
    }

    private static void CheckClipping(List<DeclaredAttribute> attributes, DeclaredAttribute owner, ICollection<DeclarationProblem> problems)
    {
        DeclaredAttribute? first = attributes.FirstOrDefault(attribute => attribute.Role == AttributeRole.Clipping);
        int lastLayer = attributes.FindLastIndex(attribute => attribute.Role == AttributeRole.Layer);
        foreach (DeclaredAttribute attribute in attributes.Where(attribute => attribute.Role == AttributeRole.Clipping))
        {
            if (owner.Role == AttributeRole.Block)
            {
                problems.Add(new(DiagnosticId.ClippingPlace, attribute.Location,
                    $"{attribute.Kind} clips the gradient of a whole network, but this is a block; move it to the network, behind the layers"));
            }
            else if (attribute != first)
            {
                problems.Add(new(DiagnosticId.TwoClippings, attribute.Location,
                    $"The network clips its gradient twice, with {first!.Kind} and {attribute.Kind}; remove one of them"));
            }
            else if (attributes.IndexOf(attribute) < lastLayer)
            {
                problems.Add(new(DiagnosticId.ClippingPlace, attribute.Location,
                    $"{attribute.Kind} stands before the layer {attributes[lastLayer].Kind}, but clips the gradient of the whole network; move it behind the last layer"));
            }
        }
    }

    private static void CheckBlock(List<DeclaredAttribute> attributes, ICollection<DeclarationProblem> problems)
    {
        foreach (DeclaredAttribute attribute in attributes)
        {
            if (attribute.Role == AttributeRole.Loss)
            {
                problems.Add(new(DiagnosticId.LossInBlock, attribute.Location,
                    $"{attribute.Kind} is a loss, but this is a block; move it to the end of the network"));
            }
            else if (attribute.Role == AttributeRole.Input)
            {
                problems.Add(new(DiagnosticId.InputInBlock, attribute.Location,
                    "A block takes its input shape from where it is used; move Input to the network"));
            }
        }
    }

    private static void CheckLoss(List<DeclaredAttribute> attributes, ICollection<DeclarationProblem> problems)
    {
        DeclaredAttribute? loss = null;
        foreach (DeclaredAttribute attribute in attributes)
        {
            if (attribute.Role == AttributeRole.Block)
            {
                problems.Add(new(DiagnosticId.NotABlock, attribute.Location,
                    "The class is marked both Network and Block; remove Block, or move the layers to a block class of their own and insert them with Use<…>"));
            }
            else if (attribute.Role == AttributeRole.Loss && loss is not null)
            {
                problems.Add(new(DiagnosticId.TwoLosses, attribute.Location,
                    $"The network has two losses, {loss.Kind} and {attribute.Kind}; remove one of them"));
            }
            else if (attribute.Role == AttributeRole.Loss)
            {
                loss = attribute;
            }
            else if (attribute.Role == AttributeRole.Layer && loss is not null)
            {
                problems.Add(new(DiagnosticId.LayerAfterLoss, attribute.Location,
                    $"{attribute.Kind} stands after the loss {loss.Kind}; move the loss to the end"));
            }
        }
    }
}
