namespace NetCompiler.Generators.Tests.Robustness;

/// <summary>Code grows with distinct shapes, not with depth.</summary>
public sealed class CodeSizeTests
{
    [Fact]
    public void A_hundred_repeated_blocks_take_at_most_three_times_the_code_of_four() => ShouldGrowLittle(depth => $"Repeat<B>({depth})");

    [Fact]
    public void A_hundred_written_layers_take_at_most_three_times_the_code_of_four() =>
        ShouldGrowLittle(depth => string.Join(", ", Enumerable.Repeat("Dense(64), Relu", depth)));

    private static void ShouldGrowLittle(Func<int, string> layers)
    {
        int few = Length(layers(4)), many = Length(layers(100));
        Assert.True(many <= 3 * few, $"{many} characters for 100 layers, {few} for 4: {(double)many / few:F2} times");
    }

    private static int Length(string layers) => Compiled.From(
        $"using NetCompiler; [Block, Dense(64), Relu] class B; [Network(Input = 64), {layers}, Dense(10), SoftmaxCrossEntropy] partial class Net;").ShouldNotThrow().Text.Length;
}
