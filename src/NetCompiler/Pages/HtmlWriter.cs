using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;

namespace NetCompiler.Pages;

/// <summary>Writes HTML. What stands in a literal is markup; every hole is text and is encoded, and numbers are invariant whatever the culture.</summary>
internal sealed class HtmlWriter(TextWriter writer)
{
    private TextWriter Target => writer;

    /// <summary>Writes markup with text in its holes.</summary>
    public void Write([InterpolatedStringHandlerArgument("")] ref Markup markup) => _ = markup;

    /// <summary>What an interpolated string becomes: it is written as it is put together.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Markup
    {
        private readonly TextWriter _writer;

        public Markup(int literalLength, int formattedCount, HtmlWriter html)
        {
            _ = (literalLength, formattedCount);
            _writer = html.Target;
        }

        public void AppendLiteral(string markup) => _writer.Write(markup);

        public void AppendFormatted(string? text) => WebUtility.HtmlEncode(text, _writer);

        public void AppendFormatted<T>(T value, string? format = null) where T : IFormattable => AppendFormatted(value.ToString(format, CultureInfo.InvariantCulture));
    }
}
