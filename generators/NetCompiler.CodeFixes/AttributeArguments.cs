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

    /// <summary>The attribute without some of its properties.</summary>
    public static AttributeSyntax WithoutArguments(this AttributeSyntax attribute, params string[] names)
    {
        if (attribute.ArgumentList is not { } list)
            return attribute;
        AttributeArgumentSyntax[] kept = [.. list.Arguments.Where(argument => argument.NameEquals is not { } name || !names.Contains(name.Name.Identifier.ValueText))];
        return kept.Length == list.Arguments.Count ? attribute : attribute.WithArgumentList(kept.Length == 0 ? null : list.WithArguments(SyntaxFactory.SeparatedList(kept)));
    }

    /// <summary>An attribute such as <c>ClipByGlobalNorm(1)</c>.</summary>
    public static AttributeSyntax Attribute(string text) =>
        SyntaxFactory.ParseCompilationUnit($"[{text}] class C;").DescendantNodes().OfType<AttributeSyntax>().First().WithAdditionalAnnotations(Formatter.Annotation, Simplifier.Annotation);

    /// <summary>A value with its whole name, of which remains what the file needs.</summary>
    public static ExpressionSyntax Value(string text) => SyntaxFactory.ParseExpression(text).WithAdditionalAnnotations(Simplifier.Annotation);
}
