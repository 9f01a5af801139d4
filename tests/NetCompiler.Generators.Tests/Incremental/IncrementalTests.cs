using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NetCompiler.Generators.Tests.Incremental;

/// <summary>What is computed again after an edit.</summary>
public sealed class IncrementalTests
{
    private const string Net = "[Network(Input = 4), Use<B>, Dense(2), MeanSquaredError] public partial class Net { }";
    private const string Block = "[Block, Dense(3), Relu] class B;";

    [Fact]
    public void The_same_source_costs_nothing() => Reasons.After(
        [Net, Block], [Net, Block]).ShouldBe(Reasons.Cached);

    [Theory]
    [InlineData("class Other { }", "class Other { int _x; }")]
    [InlineData("", "class New;")]
    [InlineData("namespace First { class Other; }", "namespace Second { class Other; }")]
    [InlineData("[NetCompiler.Block, NetCompiler.Dense(9)] class Unused;", "[NetCompiler.Block, NetCompiler.Dense(8)] class Unused;")]
    public void An_edit_of_another_file_regenerates_nothing(string before, string after) => Reasons.After(
        [Net, Block, before], [Net, Block, after]).ShouldBe(Reasons.Cached);

    [Theory]
    [InlineData("/* a comment */ {0}")]
    [InlineData("\n\n   {0}   \n")]
    [InlineData("class InFront; {0}")]
    [InlineData("{0} class Behind {{ void Edited() {{ }} }}")]
    [InlineData("{0} partial class Net {{ public int Mine; }}")]
    public void An_edit_around_the_class_regenerates_nothing(string edit) => Reasons.After(
        [Net, Block], [string.Format(null, edit, Net), Block]).ShouldBe(Reasons.Cached);

    [Theory]
    [InlineData("public partial class Net { }", "internal partial class Net { public void Mine() { } }")]
    [InlineData("Input = 4", "Input = 2 + 2")]
    [InlineData("Dense(2)", "Dense(units: 2)")]
    [InlineData("[Network(Input = 4), Use<B>", "[Network(Input = 4)]\n// then\n[Use<B>")]
    public void An_edit_that_means_the_same_regenerates_nothing(string before, string after) => Reasons.After(
        [Net, Block], [Net.Replace(before, after), Block]).ShouldBe(Reasons.Cached);

    [Theory]
    [InlineData("class Net", "class Other")]
    [InlineData("Dense(2)", "Dense(2), Relu")]
    [InlineData("Use<B>, Dense(2)", "Dense(2), Use<B>")]
    [InlineData("MeanSquaredError", "MeanAbsoluteError")]
    [InlineData(", MeanSquaredError", "")]
    [InlineData("Use<B>", "Repeat<B>(2)")]
    public void A_changed_list_is_compiled_again(string before, string after) => Reasons.After(
        [Net, Block], [Net.Replace(before, after), Block]).ShouldBe(Reasons.Modified);

    [Theory]
    [InlineData("Dense(3)", "Dense(5)")]
    [InlineData("Relu", "Tanh")]
    [InlineData("Dense(3)", "Dense(0)")]
    public void A_changed_block_in_another_file_compiles_its_user_again(string before, string after) => Reasons.After(
        [Net, Block], [Net, Block.Replace(before, after)]).ShouldBe(Reasons.Modified);

    [Fact]
    public void A_second_network_leaves_the_first_alone() => Reasons.After(
        [Net, Block], [Net, Block, "[Network(Input = 4), Dense(2)] partial class Second;"]).ShouldBe(Reasons.Cached, Reasons.New);

    [Fact]
    public void Editing_one_network_leaves_the_other_alone() => Reasons.After(
        [Net, Block, "[Network(Input = 4), Dense(2)] partial class Second;"],
        [Net, Block, "[Network(Input = 5), Dense(2)] partial class Second;"]).ShouldBe(Reasons.Cached, Reasons.Modified);

    [Fact]
    public void Editing_a_broken_network_regenerates_nothing() => Reasons.After(
        [Net.Replace("Dense(2)", "Dense(0)"), Block], [Net.Replace("Dense(2)", "Dense(-1), Relu"), Block]).ShouldBe(Reasons.Cached);
}

/// <summary>The steps that ran for one network in the second of two builds.</summary>
internal sealed record Reasons(IncrementalStepRunReason Declaration, IncrementalStepRunReason Source)
{
    public static readonly Reasons Cached = new(IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached);
    public static readonly Reasons Modified = new(IncrementalStepRunReason.Modified, IncrementalStepRunReason.Modified);
    public static readonly Reasons New = new(IncrementalStepRunReason.New, IncrementalStepRunReason.New);

    public static IReadOnlyList<Reasons> After(string[] before, string[] after)
    {
        var settings = new ProjectSettings();
        CSharpCompilation first = Compiled.Compilation(settings, [.. before.Select(Import)]);
        CSharpCompilation second = first;
        for (int i = 0; i < after.Length; i++)
        {
            // Only what was edited is parsed again, as in an editor.
            if (i >= before.Length)
                second = second.AddSyntaxTrees(Compiled.Parse(settings, Import(after[i]), i));
            else if (before[i] != after[i])
                second = second.ReplaceSyntaxTree(first.SyntaxTrees[i], Compiled.Parse(settings, Import(after[i]), i));
        }

        GeneratorRunResult result = Compiled.Driver(settings).RunGenerators(first).RunGenerators(second).GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        return [.. Steps(result, TrackingNames.Declaration).Zip(Steps(result, TrackingNames.Source), (declaration, source) => new Reasons(declaration, source))];
    }

    private static string Import(string text) => $"using NetCompiler;{text}";

    private static IEnumerable<IncrementalStepRunReason> Steps(GeneratorRunResult result, string name) =>
        result.TrackedSteps[name].SelectMany(step => step.Outputs).Select(output => output.Reason is IncrementalStepRunReason.Unchanged && name == TrackingNames.Declaration
            ? IncrementalStepRunReason.Cached // The declaration was read again and found equal: nothing behind it runs.
            : output.Reason);
}

internal static class ReasonsAssertions
{
    public static void ShouldBe(this IReadOnlyList<Reasons> actual, params Reasons[] expected) => Assert.Equal(expected, actual);
}
