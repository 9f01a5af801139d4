namespace NetCompiler.Generators.Emit.Convolutions;

/// <summary>A map, channels last, that a kernel reads with zeros around it: where there are any, it is copied example by example to the middle of a panel of zeros.</summary>
/// <param name="Rows">Rows of the map.</param>
/// <param name="Columns">Columns of the map.</param>
/// <param name="Channels">Channels of the map.</param>
/// <param name="Top">Rows of zeros above.</param>
/// <param name="Bottom">Rows of zeros below.</param>
/// <param name="Left">Columns of zeros to the left.</param>
/// <param name="Right">Columns of zeros to the right.</param>
/// <param name="AlwaysCopies">Whether it is copied without zeros as well.</param>
internal sealed record PaddedMap(int Rows, int Columns, int Channels, int Top, int Bottom, int Left, int Right, bool AlwaysCopies)
{
    public bool IsCopied => AlwaysCopies || Top + Bottom + Left + Right > 0;

    /// <summary>Elements from one row to the next.</summary>
    public int Pitch => (Left + Columns + Right) * Channels;

    /// <summary>Elements of the panel; 0 when there is none.</summary>
    public int PanelLength => IsCopied ? (Top + Rows + Bottom) * Pitch : 0;

    /// <summary>Writes what comes before the loop over the examples.</summary>
    public void EmitZeros(SourceWriter writer, string panel)
    {
        if (!IsCopied)
            return;
        writer.Line("// The zeros around the map are the same for all examples.");
        writer.Line($"Rows.Clear(ref {panel}, {PanelLength});");
    }

    /// <summary>Writes the copy of an example.</summary>
    public void EmitCopy(SourceWriter writer, string map, string panel)
    {
        if (!IsCopied)
            return;
        int start = (Top * Pitch) + (Left * Channels), row = Columns * Channels;
        string target = start == 0 ? $"ref {panel}" : $"ref Unsafe.Add(ref {panel}, {start})";
        writer.Line($"Rows.Copy(ref {map}, {row}, {target}, {Pitch}, {row}, {Rows});");
    }
}
