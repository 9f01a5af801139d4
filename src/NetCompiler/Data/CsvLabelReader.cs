using System.Collections.Immutable;
using System.Globalization;

namespace NetCompiler;

/// <summary>Turns the label column into targets.</summary>
internal abstract class CsvLabelReader
{
    /// <summary>The reader that the options ask for.</summary>
    public static CsvLabelReader For<T>(CsvOptions options) where T : unmanaged => options.Labels switch
    {
        CsvLabels.Values => new ValueReader<T>(),
        _ when !options.ClassNames.IsDefaultOrEmpty => new KnownClassReader(options.ClassNames),
        _ => new ClassReader(),
    };

    /// <summary>Takes the label of a row.</summary>
    public abstract void Add(CsvReader csv, int field);

    /// <summary>The targets of all rows, and the names of the classes if there are any.</summary>
    public abstract double[] Targets(out ImmutableArray<string> classNames);

    private sealed class ValueReader<T> : CsvLabelReader where T : unmanaged
    {
        private readonly List<double> _values = [];

        public override void Add(CsvReader csv, int field) => _values.Add(CsvData.Number<T>(csv, field));

        public override double[] Targets(out ImmutableArray<string> classNames)
        {
            classNames = [];
            return [.. _values];
        }
    }

    private sealed class KnownClassReader(ImmutableArray<string> classNames) : CsvLabelReader
    {
        private readonly List<double> _indices = [];

        public override void Add(CsvReader csv, int field)
        {
            string name = csv[field].Trim().ToString();
            int index = classNames.IndexOf(name);
            if (index < 0)
                throw csv.Error(field, $"\"{name}\" is none of the {classNames.Length} classes: {string.Join(", ", classNames)}.");
            _indices.Add(index);
        }

        public override double[] Targets(out ImmutableArray<string> names)
        {
            names = classNames;
            return [.. _indices];
        }
    }

    private sealed class ClassReader : CsvLabelReader
    {
        private readonly Dictionary<string, int> _found = new(StringComparer.Ordinal);
        private readonly List<int> _labels = [];

        public override void Add(CsvReader csv, int field)
        {
            ReadOnlySpan<char> name = csv[field].Trim();
            if (name.IsEmpty)
                throw csv.Error(field, "An empty field; expected a class.");
            Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup = _found.GetAlternateLookup<ReadOnlySpan<char>>();
            if (!lookup.TryGetValue(name, out int label))
                lookup[name] = label = _found.Count;
            _labels.Add(label);
        }

        public override double[] Targets(out ImmutableArray<string> classNames)
        {
            // Classes are numbered by their order, not by where they first appear, so that a shuffled file has the same indices.
            string[] names = [.. _found.Keys.Order(StringComparer.Ordinal)];
            if (names.All(name => double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out _)))
                names = [.. names.OrderBy(name => double.Parse(name, NumberStyles.Float, CultureInfo.InvariantCulture))];
            classNames = [.. names];
            var indices = new double[names.Length];
            for (int i = 0; i < names.Length; i++)
                indices[_found[names[i]]] = i;
            return [.. _labels.Select(label => indices[label])];
        }
    }
}
