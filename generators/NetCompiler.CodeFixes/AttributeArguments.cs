using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace NetCompiler.CodeFixes;

/// <summary>Arguments of attributes, written as a user would write them.</summary>
internal static class AttributeArguments
{
    /// <summary>The attribute with a property set, in the place where it was set already, or behind its other arguments.</summary>
    public static AttributeSyntax WithArgument(this AttributeSyntax attribute, string name, ExpressionSyntax value)
    {
        AttributeArgumentListSyntax list = attribute.ArgumentList ?? SyntaxFactory.AttributeArgumentList();
        if (list.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name) is { } written)
            return attribute.ReplaceNode(written.Expression, value.WithTriviaFrom(written.Expression));
        AttributeArgumentSyntax added = SyntaxFactory.AttributeArgument(SyntaxFactory.NameEquals(name), nameColon: null, value).WithAdditionalAnnotations(Formatter.Annotation);
        return attribute.WithArgumentList(list.AddArguments(added));
    }

    /// <summary>A value with its whole name, of which remains what the file needs.</summary>
    public static ExpressionSyntax Value(string text) => SyntaxFactory.ParseExpression(text).WithAdditionalAnnotations(Simplifier.Annotation);
}
