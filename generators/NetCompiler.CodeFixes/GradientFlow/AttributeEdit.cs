using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetCompiler.CodeFixes.GradientFlow;

/// <summary>A change around one attribute.</summary>
/// <param name="Attribute">Where the attribute is written.</param>
/// <param name="Change">From the root of its file and the attribute in it to the new root.</param>
internal sealed record AttributeEdit(Location Attribute, Func<SyntaxNode, AttributeSyntax, SyntaxNode> Change)
{
    /// <summary>Another attribute in its place.</summary>
    public static AttributeEdit Replace(Location attribute, Func<AttributeSyntax, AttributeSyntax> change) =>
        new(attribute, (root, written) => root.ReplaceNode(written, change(written)));

    /// <summary>One more attribute in front.</summary>
    public static AttributeEdit InsertBefore(Location attribute, string added) => new(attribute, (root, written) => root.WithBefore(written, AttributeArguments.Attribute(added)));

    /// <summary>One more attribute behind.</summary>
    public static AttributeEdit InsertAfter(Location attribute, string added) => new(attribute, (root, written) => root.WithAfter(written, AttributeArguments.Attribute(added)));

    /// <summary>No attribute any more, nor the brackets around it when it stands alone in them.</summary>
    public static AttributeEdit Remove(Location attribute) => new(attribute, (root, written) => written.Parent is AttributeListSyntax { Attributes.Count: > 1 } list
        ? root.ReplaceNode(list, list.WithAttributes(list.Attributes.Remove(written)))
        : root.WithoutList((AttributeListSyntax)written.Parent!));

    /// <summary>Applies changes, which may lie in several files.</summary>
    /// <returns>The new solution; null when a file is not part of it.</returns>
    public static async Task<Solution?> ApplyAsync(Solution solution, IReadOnlyList<AttributeEdit> edits, CancellationToken cancellation)
    {
        foreach (IGrouping<SyntaxTree, AttributeEdit> file in edits.GroupBy(edit => edit.Attribute.SourceTree!))
        {
            if (solution.GetDocument(file.Key) is not { } document)
                return null;
            SyntaxNode root = await file.Key.GetRootAsync(cancellation).ConfigureAwait(false);
            // One attribute may be changed in several ways, in order.
            (AttributeEdit Edit, AttributeSyntax Node)[] nodes = [.. file.Select(edit => (edit, (AttributeSyntax)root.FindNode(edit.Attribute.SourceSpan)))];
            root = root.TrackNodes(nodes.Select(pair => pair.Node).Distinct());
            foreach ((AttributeEdit edit, AttributeSyntax node) in nodes)
                root = edit.Change(root, root.GetCurrentNode(node)!);
            solution = solution.WithDocumentSyntaxRoot(document.Id, root);
        }

        return solution;
    }
}
