using System.Collections.Immutable;
using System.Globalization;

namespace NetCompiler;

/// <summary>Reads data sets from CSV files (RFC 4180): one example per row, one column for the label, numbers in the invariant
/// culture.</summary>
public static class CsvData
{
    /// <summary>Reads a file as float.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read it; null for the defaults.</param>
    /// <returns>The examples, with the names of columns and classes.</returns>
    /// <exception cref="CsvFormatException">The file does not hold what it should; the message names file, line and column.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Dataset<float> Load(string path, CsvOptions? options = null) => Load<float>(path, options);

    /// <summary>Reads a file.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read it; null for the defaults.</param>
    /// <returns>The examples, with the names of columns and classes.</returns>
    /// <exception cref="CsvFormatException">The file does not hold what it should; the message names file, line and column.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Dataset<T> Load<T>(string path, CsvOptions? options = null) where T : unmanaged
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var reader = new StreamReader(path);
        return Read<T>(reader, path, options ?? new CsvOptions());
    }

    private static Dataset<T> Read<T>(TextReader text, string path, CsvOptions options) where T : unmanaged
    {
        var csv = new CsvReader(text, path, options.Separator);
        if (!csv.Read())
            throw new CsvFormatException(path, 1, 1, "The file is empty.");
        int width = csv.Count;
        if (width < 2)
            throw csv.Error(0, $"Only one column; there must be an input and a label. Is '{options.Separator}' the separator?");
        bool header = options.Header ?? (options.LabelName is not null || IsHeader(csv, LabelPosition(csv, options)));
        int label = LabelColumn(csv, header, options);
        ImmutableArray<string> names = header ? Names(csv, label) : [];
        if (header && !csv.Read())
            throw new CsvFormatException(path, 2, 1, "There are no rows below the header.");

        var inputs = new List<T>();
        CsvLabelReader labels = CsvLabelReader.For<T>(options);
        // Columns that are named by numbers look like an example, but their class is the only one that is no number.
        CsvFormatException? named = header || options.Header is not null || TryNumber(csv[label], out _) ? null : csv.Error(
            label, $"\"{csv[label]}\" is not a number, but the classes of all other rows are. Set Header = true if the first row names the columns, or false if it does not.");
        int rows = 0;
        do
        {
            if (csv.Count != width)
                throw csv.Error(Math.Min(csv.Count, width + 1) - 1, $"{csv.Count} fields in this row; the first row has {width}.");
            for (int i = 0; i < width; i++)
            {
                if (i != label)
                    inputs.Add(Element<T>.From(Number<T>(csv, i)));
            }

            labels.Add(csv, label);
            if (rows++ > 0 && named is not null && !TryNumber(csv[label], out _))
                named = null;
        }
        while (csv.Read());
        if (rows > 1 && named is not null)
            throw named;

        T[] targets = Array.ConvertAll(labels.Targets(out ImmutableArray<string> classes), Element<T>.From);
        return new Dataset<T>([.. inputs], width - 1, targets) { FeatureNames = names, ClassNames = classes };
    }

    /// <summary>Reads a field as a number that is finite in the element type.</summary>
    internal static double Number<T>(CsvReader csv, int field) where T : unmanaged
    {
        if (TryNumber(csv[field], out double value) && double.IsFinite(Element<T>.ToDouble(Element<T>.From(value))))
            return value;
        string type = typeof(T) == typeof(float) ? "float" : "double";
        throw csv.Error(field, csv[field].IsWhiteSpace() ? "An empty field; expected a number." : $"\"{csv[field]}\" is not a finite {type}, such as -1.5e3.");
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    /// <summary>Whether the first row holds names. A row with a name among numbers is an error, so that one wrong number does not lose an example.</summary>
    private static bool IsHeader(CsvReader csv, int label)
    {
        List<int> names = [.. Enumerable.Range(0, csv.Count).Where(i => i != label && !TryNumber(csv[i], out _))];
        if (names.Count > 0 && names.Count < csv.Count - 1)
            throw csv.Error(names[0], $"\"{csv[names[0]]}\" is not a number, but other fields of the first row are. Set Header = true if the row names the columns.");
        return names.Count > 0;
    }

    private static int LabelColumn(CsvReader csv, bool header, CsvOptions options)
    {
        if (options.LabelName is not { } name)
            return LabelPosition(csv, options);
        if (!header)
            throw csv.Error(0, $"LabelName is \"{name}\", but Header is false, so columns have no names; set LabelColumn instead.");
        for (int i = 0; i < csv.Count; i++)
        {
            if (csv[i].Trim().SequenceEqual(name))
                return i;
        }

        throw csv.Error(0, $"No column is called \"{name}\"; there are: {string.Join(", ", Names(csv, -1))}.");
    }

    private static int LabelPosition(CsvReader csv, CsvOptions options)
    {
        int column = options.LabelColumn.GetOffset(csv.Count);
        return column >= 0 && column < csv.Count ? column : throw csv.Error(0, $"LabelColumn is {options.LabelColumn}; there are {csv.Count} columns.");
    }

    private static ImmutableArray<string> Names(CsvReader csv, int except) =>
        [.. Enumerable.Range(0, csv.Count).Where(i => i != except).Select(i => csv[i].Trim().ToString())];
}
