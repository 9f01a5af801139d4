using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using NetCompiler.Benchmarks.Generation;

namespace NetCompiler.Benchmarks.Detail;

/// <summary>The generator, warm: from scratch, and after an edit that it must not follow.</summary>
public class Generator
{
    private GeneratorSubject _subject = null!;
    private GeneratorDriver _driver = null!;

    [Params(1, 10, 100, 300)]
    public int Depth { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _subject = new GeneratorSubject(Depth);
        _driver = _subject.Generate();
    }

    [Benchmark]
    public object FromScratch() => _subject.Generate();

    [Benchmark]
    public object EditElsewhere() => _subject.GenerateAfterEdit(_driver);
}
