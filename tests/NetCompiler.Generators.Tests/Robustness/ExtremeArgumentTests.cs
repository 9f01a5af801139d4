using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using NetCompiler.Generators.Diagnostics;
using NetCompiler.Generators.Tests.Incremental;

namespace NetCompiler.Generators.Tests.Robustness;

/// <summary>Whatever a single argument is, the generator compiles the network or says what is wrong, and never throws.</summary>
public sealed class ExtremeArgumentTests
{
    private static readonly Type[] s_attributes =
        [.. typeof(NetworkAttribute).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(Attribute)) && !type.IsAbstract && Written(type).Any())];

    public static TheoryData<string> Attributes => [.. s_attributes.Select(Name)];

    [Theory]
    [MemberData(nameof(Attributes))]
    public async Task Any_argument_compiles_or_is_explained(string attribute)
    {
        string[] written = [.. Written(s_attributes.Single(type => Name(type) == attribute)).Distinct()];
        CSharpCompilation compilation = Compiled.Compilation(
            new ProjectSettings(), $"using NetCompiler;\n{string.Concat(written.Select((text, i) => $"namespace N{i} {{ {ArgumentTests.Source(attribute, text)} }}\n"))}");
        GeneratorDriver driver = Compiled.Driver(new ProjectSettings()).RunGenerators(compilation, TestContext.Current.CancellationToken);
        GeneratorRunResult run = driver.GetRunResult().Results.Single();

        Assert.Null(run.Exception);
        Assert.Equal(written.Length, run.GeneratedSources.Length);
        var analyzed = await compilation.WithAnalyzers([new DeclarationAnalyzer()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(analyzed, diagnostic => diagnostic.Id == "AD0001");
        int stubs = run.GeneratedSources.Count(source => source.SourceText.ToString().Contains("has errors (NC1xxx)", StringComparison.Ordinal));
        // A block shows its own errors, and so may a network with several.
        Assert.True(stubs <= analyzed.Length, $"{stubs} networks are not compiled, but only {analyzed.Length} errors are shown.");
    }

    private static string Name(Type attribute) => attribute.Name.Replace("Attribute", "");

    /// <summary>The attribute with one argument that is out of the ordinary.</summary>
    private static IEnumerable<string> Written(Type attribute)
    {
        string name = Name(attribute).Split('`')[0];
        foreach (var row in ArgumentTests.Arguments.Select(row => row.Data).Where(row => row.Item1 == Name(attribute)))
        {
            var parameter = attribute.GetConstructors().Single().GetParameters().FirstOrDefault(parameter => parameter.Name == row.Item2);
            Type type = parameter?.ParameterType ?? attribute.GetProperty(row.Item2)!.PropertyType;
            foreach (string value in Extremes(type))
                yield return parameter is null ? With(row.Item3, $"{row.Item2} = {value}") : With(row.Item3, $"{row.Item2}: {value}", parameter.Position);
        }

        string With(string written, string argument, int position = -1)
        {
            int place = written.IndexOf(name, StringComparison.Ordinal), open = written.IndexOf('(', place), close = open < 0 ? -1 : written.IndexOf(')', open);
            if (open < 0)
                return $"{written}({argument})";
            List<string> arguments = [.. written[(open + 1)..close].Split(", ", StringSplitOptions.RemoveEmptyEntries)];
            if (position >= 0 && position < arguments.Count && !arguments[position].Contains('='))
                arguments[position] = argument.Split(": ")[1];
            else if (position >= 0)
                arguments.Insert(Math.Min(position, arguments.Count), argument);
            else if (arguments.FindIndex(other => other.StartsWith(argument.Split(" = ")[0] + " = ", StringComparison.Ordinal)) is >= 0 and int index)
                arguments[index] = argument;
            else
                arguments.Add(argument);
            return $"{written[..open]}({string.Join(", ", arguments)}){written[(close + 1)..]}";
        }
    }

    private static IEnumerable<string> Extremes(Type type) => type switch
    {
        _ when type == typeof(int) => ["int.MinValue", "-1", "0", "1", "2000000000", "int.MaxValue"],
        _ when type == typeof(double) => ["double.NaN", "double.NegativeInfinity", "-1e300", "-1", "0", "double.Epsilon", "1", "1e39"],
        _ when type == typeof(bool) => ["false", "true"],
        _ when type.IsEnum => [.. Enum.GetNames(type).Select(member => $"{type.Name}.{member}"), $"({type.Name})99"],
        _ => ["0", "int.MaxValue"],
    };
}
