using NetCompiler.Generators.Declarations;

namespace NetCompiler.Generators.Layers;

/// <summary>Something wrong with an argument of a layer, to be shown at that argument.</summary>
/// <param name="Id">The diagnostic.</param>
/// <param name="Argument">The constructor parameter or property; null for the layer as a whole.</param>
/// <param name="Message">What is wrong and what to write.</param>
internal readonly record struct ArgumentProblem(string Id, string? Argument, string Message);

/// <summary>Reads the arguments of one layer attribute and collects what is wrong with them.</summary>
internal sealed class LayerArguments(LayerDeclaration declaration)
{
    private readonly List<ArgumentProblem> _problems = [];

    public IReadOnlyList<ArgumentProblem> Problems => _problems;

    /// <summary>The attribute's name as the user writes it.</summary>
    public string Kind => declaration.Kind;

    public bool Has(string name) => declaration.Arguments.Any(argument => argument.Name == name);

    public double Number(string name, double otherwise) => declaration.Arguments.FirstOrDefault(argument => argument.Name == name)?.Value ?? otherwise;

    public bool Flag(string name, bool otherwise = false) => Number(name, otherwise ? 1 : 0) != 0;

    /// <summary>An enum member by name; the default when it is not given. A number without a name is reported, and the default stands for it.</summary>
    public TEnum Choice<TEnum>(string name)
        where TEnum : struct, Enum
    {
        if (declaration.Arguments.FirstOrDefault(argument => argument.Name == name) is not { } written)
            return default;
        if (Enum.TryParse(written.Member, out TEnum value))
            return value;
        if (!_problems.Any(problem => problem.Argument == name))
            Report(DiagnosticId.OutOfRange, name, $"{Kind}: {name} is {Text(written.Value)}, which has no meaning; write one of {string.Join(", ", Enum.GetNames(typeof(TEnum)))}");
        return default;
    }

    /// <summary>An integer of at least 1. A smaller one is reported, and 1 stands for it.</summary>
    public int Positive(string name) => Positive(name, 1, $"{Kind}(64)");

    /// <summary>An integer of at least 1, with what it is when it is not written and an example to write.</summary>
    public int Positive(string name, int otherwise, string example)
    {
        double value = Number(name, otherwise);
        if (value >= 1)
            return (int)value;
        Report(DiagnosticId.NotPositive, name, $"{Kind}: {name} is {Text(value)}, but must be at least 1; write the number you want, for example {example}");
        return 1;
    }

    /// <summary>The elements of a list, which the declaration holds as several arguments of one name, each at least 1. A smaller one is reported, and so is an empty list.</summary>
    public int[] PositiveList(string name, string example)
    {
        double[] values = [.. declaration.Arguments.Where(argument => argument.Name == name).Select(argument => argument.Value)];
        int wrong = Array.FindIndex(values, value => value < 1);
        if (values.Length == 0)
            Report(DiagnosticId.NotPositive, null, $"{Kind}: {name} has no dimensions; write for example {example}");
        else if (wrong >= 0)
            Report(DiagnosticId.NotPositive, name, $"{Kind}: dimension {wrong + 1} of {values.Length} is {Text(values[wrong])}, but must be at least 1; write for example {example}");
        return values.Length == 0 ? [1] : [.. values.Select(value => (int)Math.Max(value, 1))];
    }

    /// <summary>A finite number that fulfils a condition. Another one is reported, and the default stands for it.</summary>
    public double Number(string name, double otherwise, Func<double, bool> condition, string requirement)
    {
        double value = Number(name, otherwise);
        if (!double.IsNaN(value) && !double.IsInfinity(value) && condition(value))
            return value;
        Report(DiagnosticId.OutOfRange, name, $"{Kind}: {name} is {Text(value)}, but must be {requirement}; write for example {name} = {Text(otherwise)}");
        return otherwise;
    }

    public void Report(string id, string? argument, string message) => _problems.Add(new ArgumentProblem(id, argument, message));

    /// <summary>A number as the user would write it.</summary>
    public static string Text(double value) => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
}
