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
    public int Positive(string name)
    {
        double value = Number(name, 1);
        if (value >= 1)
            return (int)value;
        Report(DiagnosticId.NotPositive, name, $"{Kind}: {name} is {Text(value)}, but must be at least 1; write the number you want, for example {Kind}(64)");
        return 1;
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
