namespace NetCompiler.Package.Tests;

public class ConsumerTests
{
    [Theory]
    [InlineData("enable", "enable")]
    [InlineData("enable", "disable")]
    [InlineData("disable", "enable")]
    [InlineData("disable", "disable")]
    public void A_project_with_only_the_package_builds_without_warnings_and_trains(string nullable, string implicitUsings)
    {
        using var consumer = new Consumer($"<Nullable>{nullable}</Nullable><ImplicitUsings>{implicitUsings}</ImplicitUsings><UseAppHost>false</UseAppHost>");
        consumer.Run("build", "-c", "Release", "-o", "out", "--nologo").Succeeded();
        Outcome outcome = consumer.Run("out/Consumer.dll").Succeeded();
        Assert.Contains("steps: 10, epochs: 1\nthe loss fell\n", outcome.Text);
        Assert.Contains("blocks.1.layers.3", outcome.Text);
    }

    [Fact]
    public void A_project_with_the_package_for_TensorBoard_writes_event_files()
    {
        using var consumer = new Consumer(
            "<Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings><UseAppHost>false</UseAppHost>", usesMachineSources: true, program: "Board.cs", usesTensorBoard: true);
        consumer.Run("build", "-c", "Release", "-o", "out", "--nologo").Succeeded();
        Assert.Matches(@"wrote events\.out\.tfevents\.\d+\..* of [1-9]\d{3,} bytes", consumer.Run("out/Consumer.dll").Succeeded().Text);
    }
}
