using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetCompiler.CodeFixes.GradientFlow;

/// <summary>Lists of attributes in brackets, and the lines that they stand in.</summary>
internal static class AttributeLists
{
    /// <summary>A file with one more attribute in front of one, in its line.</summary>
    public static SyntaxNode WithBefore(this SyntaxNode root, AttributeSyntax written, AttributeSyntax added) =>
        root.WithBoth(written, added.WithLeadingTrivia(written.GetLeadingTrivia()), written.WithLeadingTrivia());

    /// <summary>A file with one more attribute behind one, in its line.</summary>
    public static SyntaxNode WithAfter(this SyntaxNode root, AttributeSyntax written, AttributeSyntax added) =>
        root.WithBoth(written, written.WithTrailingTrivia(), added.WithTrailingTrivia(written.GetTrailingTrivia()));

    /// <summary>A file without a list, nor the line that it had for itself and the comment at its end; comments above it stay.</summary>
    public static SyntaxNode WithoutList(this SyntaxNode root, AttributeListSyntax list)
    {
        var mark = new SyntaxAnnotation();
        root = root.ReplaceNode(list, list.WithAdditionalAnnotations(mark));
        list = Marked();
        SyntaxToken before = list.GetFirstToken().GetPreviousToken(), behind = list.GetLastToken().GetNextToken();
        SyntaxTriviaList above = list.GetLeadingTrivia(), end = list.GetTrailingTrivia();
        // In a line with others the indentation or the end of the line stays.
        root = before.IsKind(SyntaxKind.None) || EndsLine(before.TrailingTrivia)
            ? root.ReplaceToken(behind, behind.WithLeadingTrivia((EndsLine(end) ? WithoutIndentation(above) : above).AddRange(behind.LeadingTrivia)))
            : root.ReplaceToken(before, before.WithTrailingTrivia(end));
        return root.RemoveNode(Marked(), SyntaxRemoveOptions.KeepNoTrivia)!;

        AttributeListSyntax Marked() => (AttributeListSyntax)root.GetAnnotatedNodes(mark).Single();
    }

    private static SyntaxNode WithBoth(this SyntaxNode root, AttributeSyntax written, AttributeSyntax first, AttributeSyntax second)
    {
        var list = (AttributeListSyntax)written.Parent!;
        SyntaxNodeOrTokenList all = list.Attributes.GetWithSeparators();
        int index = all.IndexOf(written);
        SyntaxNodeOrToken[] both = [first, SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space), second];
        return root.ReplaceNode(list, list.WithAttributes(SyntaxFactory.SeparatedList<AttributeSyntax>(all.RemoveAt(index).InsertRange(index, both))));
    }

    private static bool EndsLine(SyntaxTriviaList trivia) => trivia.Any(SyntaxKind.EndOfLineTrivia);

    private static SyntaxTriviaList WithoutIndentation(SyntaxTriviaList trivia) => trivia.Count > 0 && trivia.Last().IsKind(SyntaxKind.WhitespaceTrivia) ? trivia.RemoveAt(trivia.Count - 1) : trivia;
}
