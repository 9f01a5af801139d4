namespace NetCompiler.Pages;

/// <summary>What stands around the contents of a page: one file that needs nothing else, in the colours of the reader's system.</summary>
internal static class PageFrame
{
    /// <summary>Writes a page.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="title">Its title.</param>
    /// <param name="contents">Writes what is on it.</param>
    public static void Write(TextWriter writer, string title, Action<HtmlWriter> contents)
    {
        var html = new HtmlWriter(writer);
        html.Write($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{title}</title>
            <style>

            """);
        writer.Write(PageStyle.Text);
        html.Write($"""

            </style>
            </head>
            <body>
            <svg class="defs" width="0" height="0" aria-hidden="true" focusable="false"><defs><pattern id="zero" width="1" height="1" patternContentUnits="objectBoundingBox">
            <rect class="zero-back" width="1" height="1"/><path class="zero-cross" d="M.2 .2L.8 .8M.2 .8L.8 .2"/></pattern></defs></svg>
            <main>

            """);
        contents(html);
        html.Write($"""
            </main>
            <script>

            """);
        writer.Write(Script);
        html.Write($"""

            </script>
            </body>
            </html>

            """);
    }

    /// <summary>Shows the title of what the pointer is on below the chart, for screens without one to hover with. Everything can be read without it.</summary>
    private const string Script = """
        document.addEventListener('pointerover', event => {
          const title = event.target.querySelector?.(':scope > title'), figure = title && event.target.closest('figure');
          const readout = figure && figure.querySelector('.readout');
          if (readout && event.target.tagName !== 'svg') readout.textContent = title.textContent;
        });
        """;
}
