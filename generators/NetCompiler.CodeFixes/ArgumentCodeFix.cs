using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetCompiler.Generators.Diagnostics;

namespace NetCompiler.CodeFixes;

/// <summary>Writes the argument that a diagnostic suggests, such as <c>Shortcut = Shortcut.Projection</c>, on the attribute that it names.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ArgumentCodeFix)), Shared]
public sealed class ArgumentCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ArgumentFix.Ids;

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        Solution solution = context.Document.Project.Solution;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            // The attribute may stand in another file, on a block; that of another assembly cannot be changed.
            if (diagnostic.AdditionalLocations is not [{ SourceTree: { } tree } attribute] || solution.GetDocument(tree) is not { } document
                || !diagnostic.Properties.TryGetValue(ArgumentFix.Name, out string? name) || !diagnostic.Properties.TryGetValue(ArgumentFix.Value, out string? value))
            {
                continue;
            }

            string title = $"Write {name} = {value!.Replace("global::NetCompiler.", "")}";
            context.RegisterCodeFix(CodeAction.Create(title, cancellation => WriteAsync(document, attribute, name!, value, cancellation), title), diagnostic);
        }

        return Task.CompletedTask;
    }

    private static async Task<Document> WriteAsync(Document document, Location attribute, string name, string value, CancellationToken cancellation)
    {
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        var written = (AttributeSyntax)root.FindNode(attribute.SourceSpan);
        return document.WithSyntaxRoot(root.ReplaceNode(written, written.WithArgument(name, AttributeArguments.Value(value))));
    }
}
