using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace NetCompiler.CodeFixes;

/// <summary>Arguments of attributes, written as a user would write them.</summary>
internal static class AttributeArguments
{
    private const string OurNamespace = "global::NetCompiler.";

    /// <summary>The attribute with a property set, in the place where it was set already, or behind its other arguments.</summary>
    public static AttributeSyntax WithArgument(this AttributeSyntax attribute, string name, ExpressionSyntax value)
    {
        AttributeArgumentListSyntax list = attribute.ArgumentList ?? SyntaxFactory.AttributeArgumentList();
        if (list.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name) is { } written)
            return attribute.ReplaceNode(written.Expression, value.WithTriviaFrom(written.Expression));
        AttributeArgumentSyntax added = SyntaxFactory.AttributeArgument(SyntaxFactory.NameEquals(name), nameColon: null, value).WithAdditionalAnnotations(Formatter.Annotation);
        return attribute.WithArgumentList(list.AddArguments(added));
    }

    /// <summary>The attribute without some of its properties. Comments stay with the arguments that they follow.</summary>
    public static AttributeSyntax WithoutArguments(this AttributeSyntax attribute, params string[] names)
    {
        while (attribute.ArgumentList is { } list && list.Arguments.FirstOrDefault(argument => names.Contains(argument.NameEquals?.Name.Identifier.ValueText)) is { } removed)
            attribute = attribute.WithArgumentList(list.Arguments.Count == 1 ? null : list.WithArguments(Without(list.Arguments, removed)));
        return attribute;
    }

    /// <summary>An attribute of ours such as <c>ClipByGlobalNorm(1)</c>, with its whole name, of which remains what the file needs.</summary>
    public static AttributeSyntax Attribute(string text) =>
        SyntaxFactory.ParseCompilationUnit($"[{OurNamespace}{text}] class C;").DescendantNodes().OfType<AttributeSyntax>().First().WithAdditionalAnnotations(Formatter.Annotation, Simplifier.Annotation);

    /// <summary>The attribute with another of our names, which is likewise cut down to what the file needs.</summary>
    public static AttributeSyntax Renamed(this AttributeSyntax attribute, string name) =>
        attribute.WithName(SyntaxFactory.ParseName($"{OurNamespace}{name}").WithTriviaFrom(attribute.Name).WithAdditionalAnnotations(Simplifier.Annotation));

    /// <summary>A value with its whole name, of which remains what the file needs.</summary>
    public static ExpressionSyntax Value(string text) => SyntaxFactory.ParseExpression(text).WithAdditionalAnnotations(Simplifier.Annotation);

    private static SeparatedSyntaxList<AttributeArgumentSyntax> Without(SeparatedSyntaxList<AttributeArgumentSyntax> arguments, AttributeArgumentSyntax removed)
    {
        int index = arguments.IndexOf(removed);
        SyntaxTriviaList before = index > 0 ? arguments.GetSeparator(index - 1).TrailingTrivia : default;
        if (index + 1 < arguments.Count && (index == 0 || before.Any(SyntaxKind.EndOfLineTrivia)))
        {
            // The comma behind it goes; what comes next takes its place in the line.
            AttributeArgumentSyntax next = arguments[index + 1];
            return (next.HasLeadingTrivia || !removed.HasLeadingTrivia ? arguments : arguments.Replace(next, next.WithLeadingTrivia(removed.GetLeadingTrivia()))).RemoveAt(index);
        }

        // The comma in front of it goes.
        AttributeArgumentSyntax last = arguments[index - 1];
        if (before.Any(IsComment))
            arguments = arguments.Replace(last, last.WithTrailingTrivia(before));
        return SyntaxFactory.SeparatedList<AttributeArgumentSyntax>(arguments.GetWithSeparators().RemoveAt(2 * index).RemoveAt((2 * index) - 1));
    }

    private static bool IsComment(SyntaxTrivia trivia) => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia);
}
