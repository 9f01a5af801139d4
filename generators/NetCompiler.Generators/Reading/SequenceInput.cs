using NetCompiler.Generators.Declarations;
using NetCompiler.Generators.Layers;

namespace NetCompiler.Generators.Reading;

/// <summary>Reads an input that is a sequence: <c>Input(Time = 100, Features = 2)</c>.</summary>
internal static class SequenceInput
{
    private const string Time = "Time", Features = "Features", Example = "Input(Time = 100, Features = 2)";

    public static bool IsDeclared(LayerDeclaration input) => input.Arguments.Any(argument => argument.Name is Time or Features);

    /// <summary>Reads the number of steps and of features in each.</summary>
    public static int[] Read(DeclaredAttribute attribute, LayerDeclaration input, ICollection<DeclarationProblem> problems)
    {
        if (attribute.Data.ConstructorArguments is [{ IsNull: false, Values.Length: > 0 }])
        {
            problems.Add(new(DiagnosticId.TwoInputs, attribute.Location,
                $"The input is declared twice: as a shape and as a sequence of Time steps; write the shape alone, or a sequence alone, for example {Example}"));
            return [1, 1];
        }

        return [Size(Time, "the most steps of a sequence"), Size(Features, "the numbers of one step")];

        int Size(string name, string what)
        {
            if (input.Arguments.FirstOrDefault(argument => argument.Name == name) is not { } written)
            {
                problems.Add(new(DiagnosticId.NoInput, attribute.Location, $"Input: a sequence needs Time and Features, but {name}, {what}, is missing; write for example {Example}"));
                return 1;
            }

            if (written.Value < 1)
            {
                problems.Add(new(DiagnosticId.NotPositive, attribute.ArgumentLocation(name),
                    $"Input: {name} is {LayerArguments.Text(written.Value)}, but must be at least 1; write for example {Example}"));
            }

            return Math.Max((int)written.Value, 1);
        }
    }
}
