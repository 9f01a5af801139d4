namespace NetCompiler.Package.Tests;

/// <summary>What a new user would do: build a network that cannot learn, read the warning, and let the tools apply the remedy.</summary>
public class RemedyTests
{
    [Fact]
    public void A_remedy_is_applied_from_the_command_line_and_the_network_learns()
    {
        using var consumer = new Consumer(
            "<ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable><UseAppHost>false</UseAppHost><TreatWarningsAsErrors>false</TreatWarningsAsErrors>", program: "Deep.cs");
        Outcome before = consumer.Run("build", "-c", "Release", "-o", "out", "--nologo").Succeeded();
        Assert.Contains("warning NC2001", before.Text);
        Assert.Contains("30 × Sigmoid", before.Text);
        Assert.Contains("learned nothing\n", consumer.Run("out/Consumer.dll").Succeeded().Text);

        consumer.Run("format", "analyzers", "--diagnostics", "NC2001", "--severity", "warn", "--no-restore").Succeeded();
        Assert.Contains("[Dense(64), Relu]", File.ReadAllText(consumer.At("Program.cs")));

        Outcome after = consumer.Run("build", "-c", "Release", "-o", "out", "--nologo").Succeeded();
        Assert.DoesNotContain("NC2", after.Text);
        Assert.Contains("learned\n", consumer.Run("out/Consumer.dll").Succeeded().Text);
    }
}
