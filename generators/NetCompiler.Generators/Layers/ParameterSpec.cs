using NetCompiler.Generators.Declarations;
using NetCompiler.Generators.Graph;

namespace NetCompiler.Generators.Layers;

/// <summary>The initialisers that declarations name; the names are those of the public enum.</summary>
internal enum InitializerKind
{
    Default,
    Zeros,
    Constant,
    Uniform,
    Normal,
    TruncatedNormal,
    GlorotUniform,
    GlorotNormal,
    HeUniform,
    HeNormal,
    LecunUniform,
    LecunNormal,
    Orthogonal,
    Identity,
}

/// <summary>How a parameter starts: an initialiser with its scale.</summary>
internal readonly record struct Initialization(InitializerKind Kind, double Scale = 1, bool FanOut = false)
{
    /// <summary>The factors of equal runs of columns that are initialised one by one, as the gates of a cell are; empty for one run.</summary>
    public EquatableArray<double> Blocks { get; init; }

    /// <summary>A row that starts with zeros; or null.</summary>
    public int? ZeroRow { get; init; }

    /// <summary>The same initialiser for each of several runs of columns.</summary>
    public Initialization InBlocks(int count) => count == 1 ? this : this with { Blocks = Enumerable.Repeat(1.0, count).ToEquatableArray() };

    /// <summary>The same initialiser with a factor for each run of columns.</summary>
    public Initialization InBlocks(IReadOnlyCollection<double> factors) =>
        factors.Distinct().Count() == 1 ? (factors.First() == 0 ? new Initialization(InitializerKind.Zeros, 0) : this with { Scale = factors.First() }) : this with { Blocks = factors.ToEquatableArray() };
}

/// <summary>What a parameter is used as; the names are those of the public enum.</summary>
internal enum ParameterRole
{
    Weight,
    Bias,
    Slope,
    Scale,
    Length,
    RunningStatistic,
}

/// <summary>A parameter that a layer asked for: its graph value carries the name within the layer and the shape.</summary>
internal sealed record ParameterSpec(string Name, ParameterRole Role, Initialization Initialization, Value Value)
{
    /// <summary>Index of the first element in the flat vector.</summary>
    public int Offset { get; init; }

    /// <summary>Whether training changes it by its gradient.</summary>
    public bool IsLearned => Role != ParameterRole.RunningStatistic;

    /// <summary>Whether it is a table of vectors, which are looked up or added, and not a factor.</summary>
    public bool IsTable { get; init; }
}
