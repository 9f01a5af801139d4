using Microsoft.CodeAnalysis;

namespace NetCompiler.Generators.Tests.Harness;

/// <summary>Source in which <c>[|</c> and <c>|]</c> mark the text that a diagnostic should underline.</summary>
internal static class Marked
{
    /// <summary>Code that uses every public member of a network called Net, to show what an error in its declaration does to the rest of a project.</summary>
    public const string UseOfNet = """
        static class Use
        {
            static void Run()
            {
                var net = new Net(1);
                _ = new Net();
                _ = Net.Definition.Layers;
                _ = net.InputLength + net.OutputLength + net.TargetLength + net.Parameters.Length;
                NetCompiler.Workspace<float> workspace = net.CreateWorkspace(8);
                net.Predict(new float[4], new float[2]);
                net.Freeze().Predict(new float[4], new float[2]);
                _ = net.Gradient(new float[4], new float[2], workspace) + net.Loss(new float[2], new float[2]);
                NetCompiler.INetwork<float> any = net;
            }
        }
        """;

    /// <summary>Fails unless exactly one diagnostic is reported, with this id, at the marked text, with all of these words in its message.</summary>
    public static void ShouldReport(string id, string marked, params string[] words) => ShouldReport(Usage.None, id, marked, words);

    /// <summary>The same, and fails as well when code that uses the network shows any error.</summary>
    public static void ShouldReportAlone(string id, string marked, params string[] words) => ShouldReport(Usage.Clean, id, marked, words);

    /// <summary>Fails unless we report something, and nobody else does, neither here nor in the code that uses the network.</summary>
    public static void ShouldShowOnlyOurs(string source, string use)
    {
        Compiled compiled = Compiled.From($"using NetCompiler;\n{source}", use).ShouldNotThrow();
        Assert.NotEmpty(compiled.Ours);
        if (compiled.Compiler.Length > 0)
            Assert.Fail(compiled.Report(compiled.Compiler));
    }

    /// <summary>Fails unless a network is compiled without any diagnostic.</summary>
    public static void ShouldCompile(string source) => Compiled.From($"using NetCompiler;\n{source}").ShouldBeClean();

    private static void ShouldReport(Usage usage, string id, string marked, string[] words)
    {
        string source = $"using NetCompiler;\n{marked}";
        int start = source.IndexOf("[|", StringComparison.Ordinal);
        int end = source.IndexOf("|]", StringComparison.Ordinal) - 2;
        source = source.Replace("[|", "").Replace("|]", "");
        Compiled compiled = (usage == Usage.Clean ? Compiled.From(source, UseOfNet) : Compiled.From(source)).ShouldNotThrow();

        Assert.True(compiled.Ours.Length == 1, compiled.Report(compiled.Ours));
        Diagnostic diagnostic = compiled.Ours[0];
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(source[start..end], source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
        Assert.Equal(start, diagnostic.Location.SourceSpan.Start);
        Assert.All(words, word => Assert.Contains(word, diagnostic.GetMessage(), StringComparison.Ordinal));
        if (usage == Usage.Clean && compiled.Compiler.Length > 0)
            Assert.Fail(compiled.Report(compiled.Compiler));
    }

    private enum Usage
    {
        None,
        Clean,
    }
}
