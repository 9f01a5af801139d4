using System.Collections.Immutable;

namespace NetCompiler;

/// <summary>How <see cref="CsvData"/> reads a file.</summary>
public sealed class CsvOptions
{
    /// <summary>The character between two fields: anything but a quote or the end of a line.</summary>
    /// <exception cref="ArgumentException">The value is a quote or ends a line.</exception>
    public char Separator
    {
        get;
        init => field = value is '"' or '\r' or '\n'
            ? throw new ArgumentException("The separator cannot be a quote or the end of a line.", nameof(Separator))
            : value;
    } = ',';

    /// <summary>Whether the first row names the columns; null to find out: it does when none of its fields, the label aside, is a number,
    /// and when <see cref="LabelName"/> is set. A first row of numbers whose class alone is none is an error that asks for this
    /// setting.</summary>
    public bool? Header { get; init; }

    /// <summary>The name of the label column; null to use <see cref="LabelColumn"/>.</summary>
    public string? LabelName { get; init; }

    /// <summary>The label column by position, from 0, or from the end with <c>^</c>; the last by default.</summary>
    public Index LabelColumn { get; init; } = ^1;

    /// <summary>What the label column holds.</summary>
    public CsvLabels Labels { get; init; }

    /// <summary>The classes in the order of their indices, for example those of the training data when the test data is read; empty to
    /// collect
    /// them from the file: numbers in their own order, texts in ordinal order.</summary>
    public ImmutableArray<string> ClassNames { get; init; } = [];
}

/// <summary>What the label column of a CSV file holds.</summary>
public enum CsvLabels
{
    /// <summary>A class per row, as text or number; the target is its index.</summary>
    Classes,

    /// <summary>A number per row, which is the target.</summary>
    Values,
}
